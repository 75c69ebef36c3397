import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provideAppKey, writeNextKey } from '#lib/platform/app-key.ts';
import { decryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { env, provideEnv } from '#lib/platform/env.ts';
import { listen } from '#lib/platform/listen.ts';
import { makeShop } from '#test/factories.ts';
import { followSettings } from '#prisma/follow-settings.ts';
import { encryptAnew, rotateAppKey } from './rotate-app-key.ts';
import { settleAppKey } from './settle-app-key.ts';

const TEST_KEY = '0123456789abcdef'.repeat(4);
const NEW_KEY = 'fedcba9876543210'.repeat(4);
let directory: string;

beforeEach(async () => {
  await db().upstreamAccount.deleteMany();
  directory = mkdtempSync(join(tmpdir(), 'panelshop-key-'));
  provideEnv({ APP_KEY: '', DATA_DIR: directory });
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  provideEnv({ APP_KEY: TEST_KEY, DATA_DIR: '' });
});

/** A shop whose key is in its DATA_DIR, and two accounts. */
async function keyInFile(): Promise<string> {
  provideAppKey(directory);
  await makeShop({ url: 'http://127.0.0.1:9/billmgr', user: 'one', password: 'first' });
  await makeShop({ url: 'http://127.0.0.1:9/billmgr', user: 'two', password: 'second' });
  return env().APP_KEY ?? '';
}

const fileKey = (name = 'app-key'): string => readFileSync(join(directory, name), 'utf8').trim();
const next = (): boolean => existsSync(join(directory, 'app-key.next'));

async function passwords(key: string): Promise<readonly string[]> {
  const accounts = await db().upstreamAccount.findMany({ orderBy: { username: 'asc' } });
  return accounts.map(({ id, passwordEncrypted }) => decryptSecret(passwordEncrypted, id, key));
}

/** What a start does about it. */
async function restart(): Promise<readonly string[]> {
  provideEnv({ APP_KEY: '' });
  provideAppKey(directory);
  return followSettings();
}

describe('a rotation of the key', () => {
  it('encrypts every secret under a new key and puts the key where the old one was', async () => {
    const before = await keyInFile();
    const { secrets, key, inFile } = await rotateAppKey(directory, null);
    expect({ secrets, inFile }).toEqual({ secrets: 2, inFile: true });
    expect(key).not.toBe(before);
    expect(await passwords(key)).toEqual(['first', 'second']);
    await expect(passwords(before)).rejects.toThrow(/authenticate/);
    expect([fileKey(), env().APP_KEY, next()]).toEqual([key, key, false]);
    expect(statSync(join(directory, 'app-key')).mode & 0o077).toBe(0);
    expect(await restart()).toEqual([]);
  });

  it('takes the key that was asked for, but not the one in use', async () => {
    await keyInFile();
    expect((await rotateAppKey(directory, NEW_KEY)).key).toBe(NEW_KEY);
    expect(await passwords(NEW_KEY)).toEqual(['first', 'second']);
    await expect(rotateAppKey(directory, NEW_KEY.toUpperCase())).rejects.toThrow('in use already');
  });

  it('without any secret is a change of the file', async () => {
    provideAppKey(directory);
    expect(await rotateAppKey(directory, NEW_KEY)).toMatchObject({ secrets: 0, inFile: true });
    expect([fileKey(), next()]).toEqual([NEW_KEY, false]);
  });

  it('changes nothing while a secret cannot be read', async () => {
    const before = await keyInFile();
    const [lost] = await db().upstreamAccount.findMany({ where: { username: 'one' } });
    await db().upstreamAccount.updateMany({ where: { username: 'one' }, data: { passwordEncrypted: 'v1.AA.AA.AA' } });
    await expect(rotateAppKey(directory, NEW_KEY)).rejects.toThrow(
      /cannot be read under the present key.*Nothing was changed/,
    );
    expect([fileKey(), next()]).toEqual([before, false]);
    await db().upstreamAccount.deleteMany({ where: { id: lost?.id ?? '' } });
    expect(await passwords(before)).toEqual(['second']);
  });

  it('changes nothing while a process of the shop runs on the database', async () => {
    const before = await keyInFile();
    const listener = await listen(() => {});
    await expect(rotateAppKey(directory, NEW_KEY)).rejects.toThrow(/stop all of them first/);
    await listener.stop();
    expect([fileKey(), next()]).toEqual([before, false]);
    expect(await passwords(before)).toEqual(['first', 'second']);
  });

  it('killed before the secrets changed leaves the old key at work, and the next start tidies up', async () => {
    const before = await keyInFile();
    writeNextKey(directory, NEW_KEY);
    expect(await restart()).toEqual([]);
    expect([fileKey(), env().APP_KEY, next()]).toEqual([before, before, false]);
    expect(await passwords(before)).toEqual(['first', 'second']);
  });

  it('killed after the secrets changed is ended by the next start', async () => {
    const before = await keyInFile();
    writeNextKey(directory, NEW_KEY);
    await encryptAnew(before, NEW_KEY);
    expect(await restart()).toEqual(['A new key is in use: everybody has to sign in again.']);
    expect([fileKey(), env().APP_KEY, next()]).toEqual([NEW_KEY, NEW_KEY, false]);
    expect(await passwords(NEW_KEY)).toEqual(['first', 'second']);
  });

  it('killed after the secrets changed is ended by the next rotation, too', async () => {
    const before = await keyInFile();
    writeNextKey(directory, NEW_KEY);
    await encryptAnew(before, NEW_KEY);
    const { key } = await rotateAppKey(directory, null);
    expect([before, NEW_KEY]).not.toContain(key);
    expect(await passwords(key)).toEqual(['first', 'second']);
  });
});

describe('a key that the operator holds in the environment', () => {
  it('is kept aside until every process is given it, and a start with the old one says where it is', async () => {
    provideEnv({ APP_KEY: TEST_KEY });
    expect(provideAppKey(directory)).toBe('given');
    await makeShop({ url: 'http://127.0.0.1:9/billmgr', user: 'one', password: 'first' });
    const { key, inFile } = await rotateAppKey(directory, null);
    expect({ inFile, kept: fileKey('app-key.next') }).toEqual({ inFile: false, kept: key });
    expect(existsSync(join(directory, 'app-key'))).toBe(false);
    await expect(followSettings()).rejects.toThrow(`set APP_KEY to the one in ${join(directory, 'app-key.next')}`);
    await expect(rotateAppKey(directory, null)).rejects.toThrow('set APP_KEY to the one in');
    provideEnv({ APP_KEY: key });
    expect(await followSettings()).toEqual([]);
    expect(next()).toBe(false);
    expect(await passwords(key)).toEqual(['first']);
  });

  it('and neither key that opens the secrets leaves both where they are', async () => {
    await keyInFile();
    writeNextKey(directory, NEW_KEY);
    provideEnv({ APP_KEY: TEST_KEY });
    expect(await settleAppKey(directory)).toBeNull();
    expect(next()).toBe(true);
  });
});
