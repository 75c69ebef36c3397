import { isTripped } from '#lib/domain/breaker.ts';
import { isBelowCost } from '#lib/domain/price.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { currentCost } from '#lib/pricing/below-cost.ts';
import { takesNewOrders } from '#lib/upstream-accounts/available-balance.ts';
import { mayCall } from '#lib/upstream-accounts/breaker.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import { fulfilmentActor } from './actor.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';

/** Why no account takes an order now. */
export type NoAccount = 'low_balance' | 'account_paused';

/** Whether the breaker lets an account buy now. */
type MayBuy = (account: UpstreamAccount) => Promise<boolean>;

async function fitness(
  account: UpstreamAccount,
  item: LoadedItem,
  mayBuy: MayBuy,
): Promise<'fit' | NoAccount | 'no_seller'> {
  if (!account.enabled || !account.kinds.includes(item.kind)) return 'no_seller';
  const cost = await currentCost(db(), { ...item, upstreamAccountId: account.id });
  // Whether the present account may sell it below cost is another question, which the caller has asked.
  if (account.id !== item.upstreamAccountId && (cost === null || isBelowCost(item.retail, cost.cost)))
    return 'no_seller';
  if (!(await takesNewOrders(db(), account, cost?.upstreamCost ?? 0n))) return 'low_balance';
  return (await mayBuy(account)) ? 'fit' : 'account_paused';
}

/** An item that the upstream may know already stays where it is: only there can its writes be seen. */
function mayMoveAccount(item: LoadedItem): boolean {
  return (
    item.upstreamServiceId === null &&
    item.calls.every((call) => call.status === 'rejected' || call.status === 'not_sent')
  );
}

/**
 * The account that takes a queued item now: its own, or, while that one rests or is short of money, the next by priority that
 * sells the same tariff at a cost that the price covers. Gives why there is none otherwise. It only reads, but for `mayBuy`.
 */
export async function fittestAccount(item: LoadedItem, mayBuy: MayBuy): Promise<UpstreamAccount | NoAccount> {
  const own = await fitness(item.account, item, mayBuy);
  if (own === 'fit') return item.account;
  const none = own === 'no_seller' ? 'account_paused' : own;
  if (!mayMoveAccount(item)) return none;
  const others = await db().upstreamAccount.findMany({
    where: { storeId: item.storeId, enabled: true, id: { not: item.upstreamAccountId } },
    orderBy: [{ priority: 'asc' }, { createdAt: 'asc' }],
  });
  for (const account of others.toSorted((a, b) => Number(isTripped(a, 'buy')) - Number(isTripped(b, 'buy')))) {
    if ((await fitness(account, item, mayBuy)) === 'fit') return account;
  }
  return none;
}

/** Chooses the account as `fittestAccount` does; the item remembers it. */
export async function chooseAccount(item: LoadedItem, now: Date): Promise<LoadedItem | NoAccount> {
  const account = await fittestAccount(item, ({ id }) => mayCall(id, 'buy', now));
  if (typeof account === 'string') return account;
  if (account.id === item.upstreamAccountId) return item;
  return (await moveTo(item, account)) ? loadItem(item.id) : 'account_paused';
}

async function moveTo(item: LoadedItem, account: UpstreamAccount): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const moved = await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'queued', upstreamAccountId: item.upstreamAccountId },
      data: { upstreamAccountId: account.id },
    });
    if (moved.count === 0) return false;
    await recordAudit(tx, fulfilmentActor(item.storeId), 'fulfilment.account_changed', item.orderId, {
      before: { account: item.account.name },
      after: { item: item.id, account: account.name },
    });
    return true;
  });
}
