import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { AppError } from '#lib/domain/errors.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { StartError } from '#lib/platform/start-error.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { sandboxUrl } from './seed.ts';

/**
 * Lets the sandbox's account follow SANDBOX_PORT, and a real account follow UPSTREAM_* until its first pull has worked, so that
 * a mistyped login can be put right. Throws `StartError` when a real upstream is set for a shop made with the sandbox.
 */
export async function followSettings(): Promise<void> {
  const { sandbox, SANDBOX_PORT, UPSTREAM_URL, UPSTREAM_USER, UPSTREAM_PASSWORD } = env();
  if (sandbox) {
    await db().upstreamAccount.updateMany({ where: { isSandbox: true }, data: { url: sandboxUrl(SANDBOX_PORT) } });
    return;
  }
  const accounts = await db().upstreamAccount.findMany({
    where: { enabled: true },
    select: { id: true, isSandbox: true, pulledAt: true },
  });
  if (accounts.length > 0 && accounts.every((account) => account.isSandbox)) {
    throw new StartError(
      'UPSTREAM_URL is set, but this database was set up with the sandbox and its test orders: use a new DATA_DIR (or DATABASE_URL) for the real shop, or leave UPSTREAM_URL empty.',
    );
  }
  const [only, another] = accounts;
  if (!only || another || only.pulledAt !== null || !UPSTREAM_URL || !UPSTREAM_USER || !UPSTREAM_PASSWORD) return;
  const passwordEncrypted = encryptSecret(UPSTREAM_PASSWORD, only.id);
  await db().upstreamAccount.update({
    where: { id: only.id },
    data: { name: new URL(UPSTREAM_URL).hostname, url: UPSTREAM_URL, username: UPSTREAM_USER, passwordEncrypted },
  });
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
