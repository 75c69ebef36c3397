import { env } from './env.ts';
import { firstSignInPath, readFirstSignIn } from './first-sign-in.ts';
import { shownAddress } from './database-connection.ts';

function row(label: string, text: string): string {
  return `  ${label.padEnd(12)} ${text}`;
}

/** The block that tells the operator where everything is, once the shop is up. */
export function banner(sandboxUrl: string | null, embedded: boolean): string {
  const { publicUrl, ROLE, DATA_DIR, DATABASE_URL, SMTP_URL, testPayments, sandbox } = env();
  const signIn = ROLE === 'worker' ? null : readFirstSignIn(DATA_DIR);
  const lines = [`Panelshop is up (${ROLE === 'all' ? 'web and jobs' : ROLE}). Ctrl-C stops it.`, ''];
  if (ROLE !== 'worker') lines.push(row('Shop', publicUrl), row('Dashboard', `${publicUrl}/admin`));
  if (signIn)
    lines.push(row('', `${signIn.admin.email}  ${signIn.admin.password ?? '(password: the one that you set)'}`));
  if (sandboxUrl !== null) {
    lines.push('', row('Sandbox', `${sandboxUrl}/control  stands in for the supplier: nothing real is bought`));
    lines.push(row('Panel', `${sandboxUrl}/panel?license=234256&ip=203.0.113.7  an ispmanager panel to buy from`));
    if (signIn?.panel) lines.push(row('', `panel login ${signIn.panel.login}  ${signIn.panel.password}`));
  }
  lines.push('', row('Payments', paymentsLine(testPayments, sandbox)));
  lines.push(
    row(
      'Mails',
      SMTP_URL === undefined
        ? 'kept and shown in the dashboard, none is sent (SMTP_URL is empty)'
        : `sent through ${new URL(SMTP_URL).host}`,
    ),
  );
  lines.push(row('Database', embedded ? `its own PostgreSQL, data in ${DATA_DIR}` : shownAddress(DATABASE_URL ?? '')));
  if (signIn) lines.push('', `  Noted the sign-ins? Delete ${firstSignInPath(DATA_DIR)} and they are shown no more.`);
  return `\n${lines.join('\n')}\n`;
}

function paymentsLine(testPayments: boolean, sandbox: boolean): string {
  if (!testPayments) return 'the test provider is off';
  return sandbox
    ? 'test provider: no money moves'
    : 'TEST PROVIDER ON A REAL SUPPLIER ACCOUNT: orders cost you money, customers pay nothing';
}
