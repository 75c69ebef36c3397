import { naturalKey } from '#lib/domain/fulfilment.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import type { Tx } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import { newId } from '#lib/platform/ids.ts';
import { currentCost } from '#lib/pricing/below-cost.ts';
import { takesNewOrders } from '#lib/upstream-accounts/available-balance.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';

/** What a slow machine may need beyond the client's own time limit before a write counts as unknown. */
const MARGIN_MS = 15_000;

/** A write gets so long before it counts as unknown. */
export function callDeadlineMs(): number {
  return env().UPSTREAM_TIMEOUT_MS + MARGIN_MS;
}

type Intent = {
  readonly func: string;
  readonly naturalKey: string;
  readonly baselineIds: readonly string[];
  readonly request: Readonly<Record<string, string>>;
};

/** Writes down a write of an item before its first byte. The database refuses a second unsettled one on the same key. */
async function createCall(tx: Tx, actor: Actor, item: LoadedItem, intent: Intent, now: Date): Promise<string> {
  const id = newId('call');
  await tx.upstreamCall.create({
    data: {
      id,
      storeId: item.storeId,
      upstreamAccountId: item.upstreamAccountId,
      orderItemId: item.id,
      func: intent.func,
      naturalKey: intent.naturalKey,
      correlation: id,
      baselineIds: [...intent.baselineIds],
      deadlineAt: later(now, callDeadlineMs()),
      request: intent.request,
      createdAt: now,
    },
  });
  await recordAudit(tx, actor, 'fulfilment.started', item.orderId, {
    after: { item: item.id, call: id, account: item.account.name },
  });
  return id;
}

async function unlessTaken(run: (tx: Tx) => Promise<string | null>): Promise<string | null> {
  try {
    return await db().$transaction(run);
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}

/** Whether the account is still the one that was looked at: at another address, or under another login, another list would tell. */
async function isStillTheAccount(tx: Tx, item: LoadedItem): Promise<boolean> {
  const { url, username } = item.account;
  const same = await tx.orderItem.count({
    where: { id: item.id, upstreamAccountId: item.upstreamAccountId, account: { url, username } },
  });
  return same === 1;
}

/**
 * Records the intent to order before the first byte: item queued → ordering, and a started call, in one commit.
 * Null, with nothing changed, when another worker was faster, another write on the same key is unsettled, or the account can no longer
 * take it: whoever else began meanwhile may have the money.
 */
export function beginCall(
  actor: Actor,
  item: LoadedItem,
  baselineIds: readonly string[],
  now: Date,
): Promise<string | null> {
  return unlessTaken(async (tx) => {
    // What it costs now is what we are charged, not what it cost when the price was published.
    const cost = await currentCost(tx, item);
    if (!(await isStillTheAccount(tx, item)) || !(await takesNewOrders(tx, item.account, cost?.upstreamCost ?? 0n))) {
      return null;
    }
    const { attempts } = item;
    if (!(await moveItem(tx, item.id, 'queued', 'ordering', { attempts, overruled: null, billOrderId: null })))
      return null;
    if (cost !== null) await tx.orderItem.update({ where: { id: item.id }, data: cost });
    return createCall(
      tx,
      actor,
      item,
      {
        func: `${item.kind}.order.param`,
        naturalKey: naturalKey(item),
        baselineIds,
        request: { pricelist: item.upstreamId, period: String(item.period) },
      },
      now,
    );
  });
}

/**
 * Records the intent to pay an upstream cart order. Null when that is under way, unsettled, or was paid before with another item of
 * the same cart: a cart order is paid once.
 */
export async function beginPayment(
  actor: Actor,
  item: LoadedItem,
  billOrderId: string,
  now: Date,
): Promise<string | null> {
  return unlessTaken(async (tx) => {
    const still = await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'in_cart' },
      data: { billOrderId },
    });
    if (
      still.count === 0 ||
      !(await isStillTheAccount(tx, item)) ||
      (await isCartPaid(tx, item.upstreamAccountId, billOrderId))
    )
      return null;
    const intent = { func: 'basket', naturalKey: cartKey(billOrderId), baselineIds: [], request: { id: billOrderId } };
    return createCall(tx, actor, item, intent, now);
  });
}

function cartKey(billOrderId: string): string {
  return `cart:${billOrderId}`;
}

/** Whether a cart order was paid by us already: answered so, or seen to be. */
export async function isCartPaid(tx: Tx, upstreamAccountId: string, billOrderId: string): Promise<boolean> {
  const paid = await tx.upstreamCall.findFirst({
    where: {
      upstreamAccountId,
      naturalKey: cartKey(billOrderId),
      OR: [{ status: 'accepted' }, { resolution: 'confirmed' }],
    },
    select: { id: true },
  });
  return paid !== null;
}
