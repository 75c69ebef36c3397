import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { AppError } from '#lib/domain/errors.ts';
import { env } from '#lib/platform/env.ts';
import { readFirstSignIn, writeFirstSignIn } from '#lib/platform/first-sign-in.ts';
import { migrate } from '#lib/platform/migrate.ts';
import { setPassword } from '#lib/staff/set-password.ts';
import { runCommand } from './command.ts';

/** Asks in a terminal, which does not show what is typed. */
async function ask(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Ctrl-C ends the command, not only the question.
  terminal.once('SIGINT', () => process.exit(130));
  process.stderr.write(question);
  const answer = await terminal.question('');
  process.stderr.write('\n');
  terminal.close();
  return answer;
}

/** The new password: NEW_PASSWORD, else typed, else the first line of standard input. Never an argument, which others could read. */
async function readPassword(email: string): Promise<string> {
  const given = process.env['NEW_PASSWORD'];
  if (given !== undefined && given !== '') return given;
  if (process.stdin.isTTY) return ask(`New password of ${email}: `);
  return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? '';
}

/** What the first start made is shown at each start: not a password that no longer fits. */
function forgetFirstPassword(email: string): void {
  const { DATA_DIR } = env();
  const signIn = readFirstSignIn(DATA_DIR);
  if (signIn?.admin.email !== email.trim().toLowerCase() || signIn.admin.password === null) return;
  writeFirstSignIn(DATA_DIR, { ...signIn, admin: { ...signIn.admin, password: null } });
}

const [email, ...rest] = process.argv.slice(2);
if (email === undefined || rest.length > 0) {
  console.error('Usage: npm run password -- owner@example.org');
  process.exit(1);
}
const password = await readPassword(email);
await runCommand(async (url) => {
  await migrate(url);
  try {
    await setPassword(email, password, new Date());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(error.message);
    return 1;
  }
  forgetFirstPassword(email);
  console.log(`${email} signs in with the new password now; sessions from before it are over.`);
  return 0;
});
