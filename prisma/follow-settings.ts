import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { AppError } from '#lib/domain/errors.ts';
import { decryptSecret, encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { SANDBOX_LOGIN } from '#lib/platform/sandbox-process.ts';
import { StartError } from '#lib/platform/start-error.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { loginKey, normaliseAddress } from '#lib/upstream-accounts/login.ts';
import { settleAppKey } from '#lib/upstream-accounts/settle-app-key.ts';
import { sandboxUrl } from './seed.ts';

const SELECT = {
  id: true,
  name: true,
  url: true,
  username: true,
  passwordEncrypted: true,
  isSandbox: true,
  enabled: true,
  pulledAt: true,
} as const;

type Account = Awaited<ReturnType<typeof readAccounts>>[number];

function readAccounts() {
  return db().upstreamAccount.findMany({ orderBy: [{ storeId: 'asc' }, { priority: 'asc' }], select: SELECT });
}

/**
 * Lets the sandbox's account follow SANDBOX_PORT, and the account that UPSTREAM_URL and UPSTREAM_USER name follow
 * UPSTREAM_PASSWORD; until its first pull has worked the only account follows all three, so that a mistyped login can be put
 * right. Gives a sentence for each thing that changed or has no effect. Throws `StartError` when a real upstream is set for a
 * shop made with the sandbox, and when a stored password cannot be read under this APP_KEY and nothing tells it anew. Before all
 * that it ends a rotation of the key that was killed.
 */
export async function followSettings(): Promise<readonly string[]> {
  const rotated = await settleAppKey(env().DATA_DIR);
  const accounts = await readAccounts();
  const sentences = env().sandbox ? await followSandbox(accounts) : await followUpstream(accounts);
  for (const account of await readAccounts()) if (passwordOf(account) === null) throw keyLost(account);
  return rotated === null ? sentences : [rotated, ...sentences];
}

/** An account's password; null when it was encrypted under another APP_KEY. */
function passwordOf({ id, passwordEncrypted }: Account): string | null {
  try {
    return decryptSecret(passwordEncrypted, id);
  } catch {
    return null;
  }
}

/**
 * Only the process that may be alone encrypts anew what it cannot read: a further one with a wrong key would take the password
 * from all others.
 */
function mayEncryptAnew(): boolean {
  return env().ROLE === 'all';
}

async function storePassword({ id }: Account, password: string): Promise<void> {
  await db().upstreamAccount.update({ where: { id }, data: { passwordEncrypted: encryptSecret(password, id) } });
}

async function followSandbox(accounts: readonly Account[]): Promise<readonly string[]> {
  if (!mayEncryptAnew()) return [];
  const sentences: string[] = [];
  await db().upstreamAccount.updateMany({
    where: { isSandbox: true },
    data: { url: sandboxUrl(env().SANDBOX_PORT) },
  });
  for (const account of accounts.filter(({ isSandbox }) => isSandbox)) {
    if (passwordOf(account) !== null) continue;
    await storePassword(account, SANDBOX_LOGIN.password);
    sentences.push(
      `APP_KEY is another one than before: the password of ${account.name} was encrypted anew, and everybody has to sign in again.`,
    );
  }
  return sentences;
}

async function followUpstream(accounts: readonly Account[]): Promise<readonly string[]> {
  const enabled = accounts.filter((account) => account.enabled);
  if (enabled.length > 0 && enabled.every((account) => account.isSandbox)) {
    throw new StartError(
      'UPSTREAM_URL is set, but this database was set up with the sandbox and its test orders: use a new DATA_DIR (or DATABASE_URL) for the real shop, or leave UPSTREAM_URL empty.',
    );
  }
  const { UPSTREAM_URL: url, UPSTREAM_USER: username, UPSTREAM_PASSWORD: password } = env();
  if (!url || !username || !password || accounts.length === 0) return [];
  const key = loginKey({ url, username });
  const named = accounts.find((account) => loginKey(account) === key);
  if (named) return followPassword(named, password);
  const [only, another] = enabled;
  if (only && !another && only.pulledAt === null) {
    const address = normaliseAddress(url) ?? url;
    const name = new URL(url).hostname;
    const passwordEncrypted = encryptSecret(password, only.id);
    await db().upstreamAccount.update({
      where: { id: only.id },
      data: { name, url: address, username, passwordEncrypted },
    });
    return [`The supplier account is now ${username} at ${address}.`];
  }
  return [
    `UPSTREAM_URL and UPSTREAM_USER name no account of this shop and have no effect; it has ${accounts.map(shown).join(', ')}.`,
  ];
}

async function followPassword(account: Account, password: string): Promise<readonly string[]> {
  const stored = passwordOf(account);
  if (stored === password) return [];
  if (stored === null) {
    if (!mayEncryptAnew()) return [];
    await storePassword(account, password);
    return [
      `APP_KEY is another one than before: the password of ${shown(account)} was encrypted anew from UPSTREAM_PASSWORD, and everybody has to sign in again.`,
    ];
  }
  await storePassword(account, password);
  return [`The password of ${shown(account)} is now the one in UPSTREAM_PASSWORD.`];
}

function shown({ username, url }: Account): string {
  return `${username} at ${url}`;
}

function keyLost(account: Account): StartError {
  const lost = `The password of the supplier account ${shown(account)} was encrypted under another APP_KEY and cannot be read`;
  const back = 'put the old key back (APP_KEY, or the file app-key in DATA_DIR)';
  if (!mayEncryptAnew()) return new StartError(`${lost}: give this process the APP_KEY of the others.`);
  return new StartError(
    account.isSandbox
      ? `${lost}: ${back}, or start once without UPSTREAM_URL.`
      : `${lost}: ${back}, or set UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_PASSWORD to that account, and its password is encrypted anew.`,
  );
}

/**
 * Pulls and publishes the first price list of every store that has none, so that a new shop opens with prices. Gives one
 * sentence for each store that stays closed; the next start tries again.
 */
export async function openClosedStores(now: Date): Promise<readonly string[]> {
  const stores = await db().store.findMany({
    where: { publishedPriceLists: { none: {} }, upstreamAccounts: { some: { enabled: true } } },
    select: {
      id: true,
      name: true,
      upstreamAccounts: { where: { enabled: true }, orderBy: { priority: 'asc' }, select: { id: true, name: true } },
    },
  });
  const sentences: string[] = [];
  for (const store of stores) {
    const actor = { kind: 'system', storeId: store.id, job: 'first-start' } as const;
    try {
      for (const { id } of store.upstreamAccounts) await pullPriceList(actor, id, now);
      await publishPrices(actor, { note: 'First price list' }, now);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      sentences.push(`${store.name} has no prices yet and stays closed: ${error.message}`);
    }
  }
  return sentences;
}
