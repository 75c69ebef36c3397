import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

// npm test: everything that "done" means, in the order in which it fails fastest. Stops at the first failure.
const root = join(import.meta.dirname, '..');
const REPORTS = { vitest: 'reports/vitest.json', e2e: 'reports/e2e.json' } as const;

type Step = { readonly name: string; readonly program: string; readonly words?: readonly string[] };

const bin = (name: string, file: string): string => join(root, 'node_modules', name, file);

const STEPS: readonly Step[] = [
  { name: 'format', program: bin('oxfmt', 'bin/oxfmt'), words: ['--check'] },
  { name: 'lint and boundaries', program: bin('oxlint', 'bin/oxlint'), words: ['--type-aware'] },
  { name: 'types', program: bin('typescript', 'bin/tsc'), words: ['--noEmit'] },
  { name: 'dead code', program: bin('knip', 'bin/knip.js') },
  {
    name: 'unit, database and process tests',
    program: bin('vitest', 'vitest.mjs'),
    words: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS.vitest}`],
  },
  { name: 'browser journeys', program: bin('@playwright/test', 'cli.js'), words: ['test'] },
];

async function run({ name, program, words = [] }: Step): Promise<void> {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const child = spawn(process.execPath, [program, ...words], {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  });
  const [code] = await once(child, 'exit');
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  if (code !== 0) throw new Error(`${name} failed after ${seconds} s`);
  console.log(`── ${name}: ${seconds} s`);
}

function countTests(): { passed: number; failed: number } {
  const read = (file: string): unknown =>
    existsSync(join(root, file)) ? JSON.parse(readFileSync(join(root, file), 'utf8')) : {};
  const vitest = z
    .object({ numPassedTests: z.number().default(0), numFailedTests: z.number().default(0) })
    .parse(read(REPORTS.vitest));
  const e2e = z
    .object({
      stats: z.object({ expected: z.number(), unexpected: z.number() }).default({ expected: 0, unexpected: 0 }),
    })
    .parse(read(REPORTS.e2e));
  return { passed: vitest.numPassedTests + e2e.stats.expected, failed: vitest.numFailedTests + e2e.stats.unexpected };
}

for (const file of Object.values(REPORTS)) rmSync(join(root, file), { force: true });
try {
  for (const step of STEPS) await run(step);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
const { passed, failed } = countTests();
console.log(`\n${passed} passed, ${failed} failed`);
