import { checkLedger } from '#lib/doctor/check-ledger.ts';
import type { Finding } from '#lib/doctor/check-ledger.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { runCommand } from './command.ts';

function print(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ says }) => says.length));
  console.log(`${''.padEnd(width)}   checked   broken`);
  for (const { says, checked, broken, first } of findings) {
    console.log(`${says.padEnd(width)} ${String(checked).padStart(9)} ${String(broken).padStart(8)}`);
    for (const { subject, detail } of first) console.log(`    ${subject}: ${detail}`);
    if (broken > first.length) console.log(`    and ${broken - first.length} more`);
  }
}

if (process.argv.slice(2).join(' ') !== '--ledger') {
  console.error('Usage: npm run doctor -- --ledger');
  process.exit(1);
}
await runCommand(async (url) => {
  // Whatever happens in here, nothing is written.
  const readOnly = new URL(url);
  readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
  provideEnv({ DATABASE_URL: readOnly.href });
  const findings = await checkLedger(new Date());
  print(findings);
  const broken = findings.filter((finding) => finding.broken > 0).length;
  console.log(
    broken === 0
      ? '\nThe books are right.'
      : `\n${broken} of ${findings.length} rules are broken: nothing was changed; look at the rows named above.`,
  );
  return broken === 0 ? 0 : 1;
});
