import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { provideAppKey } from '#lib/platform/app-key.ts';
import { banner } from '#lib/platform/banner.ts';
import { derivedKey } from '#lib/platform/crypto.ts';
import { diskFull, openDataDirectory, tellsOfFullDisk } from '#lib/platform/data-directory.ts';
import { startEmbeddedDatabase } from '#lib/platform/database-server.ts';
import { closeDb } from '#lib/platform/db.ts';
import { env, EnvError, provideEnv } from '#lib/platform/env.ts';
import { listen } from '#lib/platform/listen.ts';
import { log } from '#lib/platform/log.ts';
import { migrate } from '#lib/platform/migrate.ts';
import { claimPort, portError } from '#lib/platform/ports.ts';
import { openSandbox } from '#lib/platform/sandbox-process.ts';
import { lockShop } from '#lib/platform/shop-lock.ts';
import { errorText, StartError } from '#lib/platform/start-error.ts';
import { StopAsked, Stopper } from '#lib/platform/stopper.ts';
import { invalidate, warmAll } from '#lib/panel-api/price-list-cache.ts';
import { startRunner } from '#lib/jobs/runner.ts';
import { createFront } from '#lib/web/front.ts';
import { followSettings, openClosedStores } from '#prisma/follow-settings.ts';
import { seedFirstRun } from '#prisma/seed.ts';

const root = import.meta.dirname;
const DRAIN_MS = 10_000;

function say(text: string): void {
  console.log(text);
}

/** Takes the ports and DATA_DIR, so that nothing is begun that could not be finished. */
async function claim(stopper: Stopper): Promise<string> {
  const directory = openDataDirectory(env().DATA_DIR);
  provideEnv({ DATA_DIR: directory, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  const { PORT, SANDBOX_PORT, HOST, ROLE, DATABASE_URL, sandbox, publicUrl } = env();
  const hasSandbox = sandbox && ROLE === 'all';
  let recovered = false;
  if (DATABASE_URL === undefined || hasSandbox) {
    const lock = await lockShop(directory, publicUrl);
    recovered = lock.recovered;
    stopper.add('lock', lock.release);
    void stopper.asked.then(() => lock.announceStop());
  }
  const patienceMs = recovered ? 3_000 : 0;
  if (listensForHttp()) provideEnv({ PORT: String(await claimPort('PORT', PORT, HOST, patienceMs)) });
  if (hasSandbox) provideEnv({ SANDBOX_PORT: String(await claimPort('SANDBOX_PORT', SANDBOX_PORT, HOST, patienceMs)) });
  return directory;
}

/** A worker has no pages; it answers /api/health where PORT is set. */
function listensForHttp(): boolean {
  return env().ROLE !== 'worker' || env().portGiven;
}

/** Provides DATABASE_URL, starting the embedded server where none is given, and brings the database up to this version. */
async function openDatabase(directory: string, stopper: Stopper): Promise<boolean> {
  const given = env().DATABASE_URL;
  if (given === undefined) {
    say('Database: starting');
    const database = await startEmbeddedDatabase(directory, env().publicUrl);
    stopper.add('database server', database.stop, database.abandon);
    void database.lost.then(() => {
      log().fatal(`the database server ended unexpectedly; ${join(directory, 'postgres.log')} says more`);
      stopper.ask(1);
    });
    for (const note of database.notes) say(note);
    provideEnv({ DATABASE_URL: database.url });
  }
  stopper.add('database connections', closeDb);
  stopper.checkpoint();
  const applied = await migrate(env().DATABASE_URL ?? '');
  if (applied.length > 0) say(`Database: applied ${applied.length} migration${applied.length === 1 ? '' : 's'}`);
  return given === undefined;
}

async function startSandbox(stopper: Stopper): Promise<string | null> {
  const running = env().ROLE === 'all' ? await openSandbox() : null;
  if (running) stopper.add('sandbox', running.stop, running.abandon);
  return running?.url ?? null;
}

/** Makes the shop at the first start and gives it prices. */
async function fill(): Promise<void> {
  const made = await seedFirstRun(new Date());
  if (made) say('Shop: made with its owner, a default markup and an upstream account');
  for (const sentence of await followSettings()) say(sentence);
  if (made || env().ROLE !== 'web') for (const sentence of await openClosedStores(new Date())) say(sentence);
}

async function openPages(stopper: Stopper): Promise<Parameters<typeof createFront>[0]> {
  if (env().ROLE === 'worker') return null;
  if (!existsSync(join(root, '.next/BUILD_ID'))) {
    throw new StartError('The pages have not been built: run npm start, or npm run build first.');
  }
  provideEnv({ NEXTAUTH_URL: env().publicUrl, NEXTAUTH_SECRET: derivedKey('sessions') });
  const { default: next } = await import('next');
  const app = next({ dev: false, dir: root, hostname: env().HOST, port: env().PORT });
  await app.prepare();
  stopper.add('pages', () => app.close());
  const listener = await listen((heard) => {
    if (heard === 'published' || heard === 'reconnected') invalidate();
  });
  stopper.add('listener', listener.stop);
  await warmAll();
  const handle = app.getRequestHandler();
  return (request, response) => handle(request, response);
}

function listenOn(server: Server): Promise<void> {
  const { PORT, HOST } = env();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, 'PORT', PORT, HOST)));
    server.listen(PORT, HOST, resolve);
  });
}

/** Stops accepting and lets what is under way finish. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(limit);
}

async function start(stopper: Stopper): Promise<void> {
  const directory = await claim(stopper);
  const key = provideAppKey(directory);
  if (key === 'made' && env().DATABASE_URL !== undefined) {
    say(`APP_KEY: made in ${join(directory, 'app-key')}; give every other process of this database the same one`);
  }
  stopper.checkpoint();
  const embedded = await openDatabase(directory, stopper);
  stopper.checkpoint();
  const sandboxUrl = await startSandbox(stopper);
  stopper.checkpoint();
  await fill();
  stopper.checkpoint();
  const pages = await openPages(stopper);
  stopper.checkpoint();
  if (env().ROLE !== 'web') {
    const runner = await startRunner();
    stopper.add('job runner', runner.stop);
  }
  if (listensForHttp()) {
    const server = createFront(pages);
    await listenOn(server);
    stopper.add('http server', () => drain(server));
  }
  stopper.checkpoint();
  say(banner(sandboxUrl, embedded));
}

function explain(error: unknown): void {
  if (error instanceof StopAsked) return;
  if (error instanceof StartError || error instanceof EnvError) console.error(error.message);
  else if (tellsOfFullDisk(errorText(error))) console.error(diskFull('the database').message);
  else console.error('The shop could not start:', error);
}

async function main(): Promise<number> {
  const stopper = new Stopper();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopper.ask(0, true));
  // Whoever read the output may go away; the shop goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  // The starter is gone: nobody could stop this process by the usual means any more.
  process.once('disconnect', () => stopper.ask(0));
  process.on('uncaughtException', (error) => {
    log().fatal({ err: error }, 'unexpected fault; the shop stops');
    stopper.ask(1);
  });
  let code = 0;
  try {
    if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
    env();
    await start(stopper);
    code = await stopper.asked;
    say('Stopping');
  } catch (error) {
    explain(error);
    code = error instanceof StopAsked ? await stopper.asked : 1;
  }
  await stopper.run();
  return code;
}

process.exit(await main());
