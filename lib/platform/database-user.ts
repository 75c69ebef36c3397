import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StartError } from './start-error.ts';

/** The user that the database server runs as; null where it is the shop's own. PostgreSQL refuses to run as root. */
export type DatabaseUser = { readonly name: string; readonly uid: number; readonly gid: number };

const MADE_NAME = 'panelshop';

function findUser(fits: (name: string, uid: number) => boolean): DatabaseUser | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) continue;
    if (Number(uid) > 0 && fits(name, Number(uid))) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

function makeUser(): DatabaseUser | null {
  // Debian, Fedora and the like have useradd, Alpine has BusyBox's adduser.
  const ways: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', MADE_NAME]],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', MADE_NAME]],
  ];
  for (const [command, words] of ways) {
    try {
      execFileSync(command, words, { stdio: 'ignore' });
      return findUser((name) => name === MADE_NAME);
    } catch {
      continue;
    }
  }
  return null;
}

/** Chooses whom the server runs as: null for an ordinary user; as root `postgres`, else `nobody`, else a user made for it. */
export function chooseDatabaseUser(): DatabaseUser | null {
  if (process.getuid?.() !== 0) return null;
  const user =
    findUser((name) => name === 'postgres') ??
    findUser((name) => name === MADE_NAME) ??
    findUser((name) => name === 'nobody') ??
    makeUser();
  if (user) return user;
  throw new StartError(
    'PostgreSQL does not run as root and no other user could be found or made: start the shop as an ordinary user, or set DATABASE_URL.',
  );
}

/** The user who owns files of this uid and gid; null when that is the shop's own. */
export function userOfFiles(uid: number, gid: number): DatabaseUser | null {
  if (process.getuid?.() === uid) return null;
  return { name: findUser((_name, known) => known === uid)?.name ?? `uid ${uid}`, uid, gid };
}

/** What `spawn` needs to run something as that user, away from directories that this user may not enter. */
export function asUser(user: DatabaseUser | null): { cwd: string; uid?: number; gid?: number } {
  return user === null ? { cwd: '/' } : { cwd: '/', uid: user.uid, gid: user.gid };
}

/** Whether the user can enter a directory. Tried, not computed: access lists and mounts count too. */
export function canEnter(user: DatabaseUser | null, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd -- "$0"', directory], { ...asUser(user), stdio: 'ignore' }).status === 0;
}
