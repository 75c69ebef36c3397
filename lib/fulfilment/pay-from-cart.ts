import { distance, RETRY_AFTER_MS, SETTLED_WITHIN_MS } from '#lib/domain/fulfilment.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { listBasket } from '#lib/gateways/upstream/list-basket.ts';
import { payBasket } from '#lib/gateways/upstream/pay-basket.ts';
import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { takesNewOrders } from '#lib/upstream-accounts/available-balance.ts';
import { mayCall } from '#lib/upstream-accounts/breaker.ts';
import { fulfilmentActor } from './actor.ts';
import { beginPayment, isCartPaid } from './begin-call.ts';
import { findInCart } from './find-in-cart.ts';
import { giveToPerson } from './give-to-person.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { connectionOf } from './look.ts';
import { noteHealth } from './note-health.ts';
import { readBack } from './read-back.ts';
import type { Readings } from './readings.ts';
import { recordPayment } from './record-payment.ts';
import { notSent, SEND_WITHIN_MS } from './send-within.ts';
import { settlePayment } from './settle-payment.ts';
import { waitFor } from './wait-for.ts';

/** Leaves an item in the cart for later, with why it waits. */
function wait(item: LoadedItem, reason: Reason | null, detail: string | null, now: Date): Promise<void> {
  return waitFor(item, 'in_cart', { reason, detail }, distance(RETRY_AFTER_MS, item.attempts), now);
}

/** Too long in the cart without being found there: nobody knows where it is. Before that it only takes its time. */
function missing(item: LoadedItem, detail: string, now: Date): Promise<void> {
  const since = item.boughtAt ?? item.updatedAt;
  return now.getTime() - since.getTime() > SETTLED_WITHIN_MS
    ? giveToPerson(item, 'in_cart', 'unpaid_upstream', detail)
    : wait(item, null, detail, now);
}

/** Whether all that a cart order holds is ours to pay: an account has one cart, and whoever uses it may have put something in. */
async function strangersIn(item: LoadedItem, serviceIds: readonly (string | null)[]): Promise<readonly string[]> {
  const ids = serviceIds.map((id) => id ?? 'without a number');
  const ours = await db().orderItem.findMany({
    where: { upstreamAccountId: item.upstreamAccountId, fulfilmentStatus: 'in_cart', upstreamServiceId: { in: ids } },
    select: { upstreamServiceId: true },
  });
  const known = new Set(ours.map((each) => each.upstreamServiceId));
  return ids.filter((id) => !known.has(id));
}

/**
 * Pays an order that lies in the upstream's cart, by its id, once: an earlier unanswered payment is settled first, the list must
 * still say that it is unpaid, and the cart must hold nothing but our own orders. Whatever is not clear waits or goes to a person.
 */
export async function payFromCart(itemId: string, clock: Clock, readings: Readings): Promise<void> {
  const loaded = await loadItem(itemId);
  if (loaded.fulfilmentStatus !== 'in_cart') return;
  const item = await findInCart(loaded, clock(), readings);
  if (item === 'paid') return readBack(itemId, clock(), readings);
  if (item === 'dealt_with') return;
  if (item === 'not_there') return missing(loaded, 'The list does not show what was ordered into the cart.', clock());
  if ('unread' in item) return wait(loaded, item.unread, item.message, clock());
  if (!(await settlePayment(item, clock()))) return;
  const connection = connectionOf(item.account);
  if (connection === null) return wait(item, 'wrong_login', null, clock());
  const low = 'The account is below its minimal balance.';
  // All of the cart counts as spent already: it is paid as a whole.
  if (!(await takesNewOrders(db(), item.account, 0n))) return wait(item, 'low_balance', low, clock());
  if (!(await mayCall(item.upstreamAccountId, 'buy', clock()))) return wait(item, 'account_paused', null, clock());
  const basket = await listBasket(connection);
  if (!basket.ok) return wait(item, basket.reason, basket.message, clock());
  const { billOrderId, rows } = basket.value;
  if (billOrderId === null || !rows.some((row) => row.serviceId === item.upstreamServiceId)) {
    return missing(item, `The supplier’s cart does not hold service ${item.upstreamServiceId}.`, clock());
  }
  const strangers = await strangersIn(
    item,
    rows.map((row) => row.serviceId),
  );
  if (strangers.length > 0) {
    const detail = `The supplier’s cart also holds service ${strangers.join(', ')}, which is not ours to pay.`;
    return missing(item, detail, clock());
  }
  if (await isCartPaid(db(), item.upstreamAccountId, billOrderId)) {
    return missing(item, `Cart order ${billOrderId} was paid, but the list still shows it as unpaid.`, clock());
  }
  const actor = fulfilmentActor(item.storeId);
  const begunAt = clock();
  const callId = await beginPayment(actor, item, billOrderId, begunAt);
  if (callId === null) return wait(item, null, null, clock());
  const heldUp = clock().getTime() - begunAt.getTime() > SEND_WITHIN_MS;
  const outcome = heldUp ? notSent() : await payBasket(connection, billOrderId);
  await recordPayment(actor, item, callId, outcome, clock());
  await noteHealth(item.upstreamAccountId, outcome, clock());
  if (outcome.kind === 'accepted') await readBack(itemId, clock());
}
