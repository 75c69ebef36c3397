import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readPostmaster } from '#lib/platform/database-process.ts';
import { startEmbeddedDatabase } from '#lib/platform/database-server.ts';
import { migrate } from '#lib/platform/migrate.ts';
import { isRunning } from '#lib/platform/processes.ts';
import type { ShopProcess } from './shop-process.ts';
import { startShop, temporaryDataDirectory, untilUp } from './shop-process.ts';

let data: ReturnType<typeof temporaryDataDirectory>;
let shops: ShopProcess[];

beforeEach(() => {
  data = temporaryDataDirectory();
  shops = [];
});

afterEach(async () => {
  for (const shop of shops) {
    shop.child.kill('SIGTERM');
    await shop.ended;
  }
  data.remove();
});

async function start(settings: Readonly<Record<string, string>> = {}): Promise<ShopProcess> {
  const shop = await startShop({ DATA_DIR: data.path, ...settings });
  shops.push(shop);
  return shop;
}

/** The pid of the database server under DATA_DIR. */
function databasePid(): number {
  return readPostmaster(join(data.path, 'postgres'))?.pid ?? 0;
}

async function expectRefusal(shop: ShopProcess, sentence: RegExp): Promise<void> {
  expect(await shop.ended).toBe(1);
  const lines = shop.output().trim().split('\n');
  expect(lines.at(-1)).toMatch(sentence);
  expect(shop.output()).not.toMatch(/^\s+at /m);
}

describe('a start that cannot succeed ends with one sentence and code 1', () => {
  test('a setting that cannot be used is named', async () => {
    await expectRefusal(
      await start({ PORT: 'nine' }),
      /^The setting PORT cannot be used: nine is not a number from 0 to 65535\.$/,
    );
  });

  test('a port that is taken is named with its setting', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = addressOf(other.address());
    await expectRefusal(
      await start({ PORT: String(port) }),
      new RegExp(`^Port ${port} .* set PORT to a free port\\.$`),
    );
    await expectRefusal(await start({ SANDBOX_PORT: String(port) }), /set SANDBOX_PORT to a free port\.$/);
    other.close();
  });

  test('a database that cannot be reached is named by host, without its password', async () => {
    const shop = await start({ ROLE: 'worker', DATABASE_URL: 'postgresql://shop:very-secret@127.0.0.1:1/shop' });
    await expectRefusal(shop, /^The database at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
    expect(shop.output()).not.toContain('very-secret');
  });

  test('a database that is newer than the code is left alone', async () => {
    const server = await startEmbeddedDatabase(data.path, 'test');
    await migrate(server.url);
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ('later', '', '20990101000000_later', now(), 1)`,
    );
    await client.end();
    await expectRefusal(
      await start({ ROLE: 'worker', DATABASE_URL: server.url }),
      /is newer than this version of the shop \(it has the migration 20990101000000_later\)/,
    );
    await server.stop();
  });

  test('a second shop on one DATA_DIR is refused while the first goes on', async () => {
    const first = await start({ ROLE: 'worker' });
    await untilUp(first);
    await expectRefusal(await start({ ROLE: 'worker' }), /^A shop already runs on DATA_DIR .* \(process \d+, /);
    expect(await health(first)).toMatchObject({ database: 'ok', migrations: 'current' });
  });
});

describe('a shop stops without a trace', () => {
  test('SIGTERM ends web server, sandbox and database, with code 0', async () => {
    const shop = await start();
    await untilUp(shop);
    // Until the jobs have finished their first round they count as late.
    await expect.poll(() => health(shop)).toMatchObject({ status: 'ok', database: 'ok', migrations: 'current' });
    expect((await fetch(`http://127.0.0.1:${shop.sandboxPort}/control`)).status).toBe(200);
    const database = databasePid();
    expect(isRunning(database)).toBe(true);
    shop.child.kill('SIGTERM');
    expect(await shop.ended).toBe(0);
    expect(isRunning(database)).toBe(false);
    await expect(fetch(`http://127.0.0.1:${shop.sandboxPort}/control`)).rejects.toThrow('fetch failed');
    await expect(fetch(`http://127.0.0.1:${shop.port}/api/health`)).rejects.toThrow('fetch failed');
  });
});

describe('a start recovers by itself', () => {
  test('after kill -9 the orphaned database is replaced and nothing is lost', async () => {
    const first = await start({ ROLE: 'worker' });
    await untilUp(first);
    const orphan = databasePid();
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    expect(isRunning(orphan)).toBe(true);
    const signIn = readFileSync(join(data.path, 'first-sign-in.json'), 'utf8');

    const second = await start({ ROLE: 'worker' });
    await untilUp(second);
    expect(isRunning(orphan)).toBe(false);
    expect(second.output()).toContain('Stopped the database server of a shop that was killed.');
    expect(second.output()).not.toContain('Shop: made');
    expect(readFileSync(join(data.path, 'first-sign-in.json'), 'utf8')).toBe(signIn);
  });

  test('a postmaster.pid that names another program harms neither', async () => {
    const server = await startEmbeddedDatabase(data.path, 'test');
    await server.stop();
    const other = process.ppid;
    const lines = [String(other), join(data.path, 'postgres'), '1700000000', '5432', '', '127.0.0.1', '', 'ready'];
    writeFileSync(join(data.path, 'postgres/postmaster.pid'), `${lines.join('\n')}\n`);
    const again = await startEmbeddedDatabase(data.path, 'test');
    expect(await answers(again.url)).toBe(true);
    expect(isRunning(other)).toBe(true);
    await again.stop();
  });

  test('a cluster that was left half-made is made again', async () => {
    const half = join(data.path, 'postgres');
    mkdirSync(join(data.path, 'postgres.making-1'));
    mkdirSync(half);
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const server = await startEmbeddedDatabase(data.path, 'test');
    expect(await answers(server.url)).toBe(true);
    await server.stop();
  });

  test('a database that has been in use is never made again in silence', async () => {
    const server = await startEmbeddedDatabase(data.path, 'test');
    await server.stop();
    writeFileSync(join(data.path, 'postgres/PG_VERSION'), '17\n');
    await expect(startEmbeddedDatabase(data.path, 'test')).rejects.toThrow(/was made by PostgreSQL 17/);
  });
});

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rowCount } = await client.query('SELECT 1');
  await client.end();
  return rowCount === 1;
}

async function health(shop: ShopProcess): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${shop.port}/api/health`)).json();
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port');
  return address;
}
