import { orderService } from '#lib/gateways/upstream/order-service.ts';
import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { fulfilmentActor } from './actor.ts';
import { beginCall } from './begin-call.ts';
import type { NoAccount } from './choose-account.ts';
import { chooseAccount } from './choose-account.ts';
import { hold, postpone } from './hold.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { connectionOf } from './look.ts';
import { lookFirst } from './look-first.ts';
import { noteHealth } from './note-health.ts';
import { orderRequest } from './order-request.ts';
import { payFromCart } from './pay-from-cart.ts';
import { readBack } from './read-back.ts';
import type { Readings } from './readings.ts';
import { newReadings } from './readings.ts';
import { recordOutcome } from './record-outcome.ts';
import { notSent, SEND_WITHIN_MS } from './send-within.ts';

const BUSY_RETRY_MS = 5_000;

const NO_ACCOUNT = {
  low_balance: 'The account is below its minimal balance, and no other account sells this.',
  account_paused: 'The account rests after unanswered calls, and no other account sells this.',
} as const satisfies Record<NoAccount, string>;

async function waitForAccount(item: LoadedItem, why: NoAccount, now: Date): Promise<void> {
  if (why === 'low_balance') return hold(item, 'blocked', why, NO_ACCOUNT[why], now);
  const { pausedUntil } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: item.upstreamAccountId } });
  const rest = (pausedUntil?.getTime() ?? 0) - now.getTime();
  return postpone(item, Math.max(rest, BUSY_RETRY_MS), { reason: why, detail: NO_ACCOUNT[why] }, now);
}

/**
 * Buys one queued item upstream, once (architecture.md, "Upstream write"): choose the account, look, record the intent, call,
 * record the outcome, read back. Whatever happens in between, no second write is sent before the first one's outcome is known.
 */
export async function orderItem(itemId: string, clock: Clock, readings: Readings): Promise<void> {
  const queued = await loadItem(itemId);
  if (queued.fulfilmentStatus !== 'queued') return;
  if (queued.overruled !== 'below_cost' && (await checkSale(db(), queued)) !== 'ok') {
    await hold(queued, 'needs_person', 'below_cost', null, clock());
    return;
  }
  const item = await chooseAccount(queued, clock());
  if (typeof item === 'string') return waitForAccount(queued, item, clock());
  const baselineIds = await lookFirst(item, clock(), readings);
  const connection = connectionOf(item.account);
  if (baselineIds === null || connection === null) return;
  const actor = fulfilmentActor(item.storeId);
  const begunAt = clock();
  const callId = await beginCall(actor, item, baselineIds, begunAt);
  if (callId === null) return postpone(item, BUSY_RETRY_MS, null, clock());
  const heldUp = clock().getTime() - begunAt.getTime() > SEND_WITHIN_MS;
  const outcome = heldUp ? notSent() : await orderService(connection, orderRequest(item, callId));
  await recordOutcome(actor, item, callId, outcome, clock());
  await noteHealth(item.upstreamAccountId, outcome, clock());
  if (outcome.kind !== 'accepted') return;
  if (outcome.value.billOrderId !== null && (await isInCart(itemId))) await payFromCart(itemId, clock, newReadings());
  else await readBack(itemId, clock());
}

async function isInCart(itemId: string): Promise<boolean> {
  const item = await db().orderItem.findUniqueOrThrow({ where: { id: itemId }, select: { fulfilmentStatus: true } });
  return item.fulfilmentStatus === 'in_cart';
}
