import { requestRefund } from '#lib/billing/request-refund.ts';
import { AppError } from '#lib/domain/errors.ts';
import { checkLedger } from '#lib/doctor/check-ledger.ts';
import { checkNow } from '#lib/fulfilment/check-now.ts';
import { orderAgain } from '#lib/fulfilment/order-again.ts';
import { connectionOf } from '#lib/fulfilment/look.ts';
import { resolveByHand } from '#lib/fulfilment/resolve-by-hand.ts';
import { deleteBasketRow } from '#lib/gateways/upstream/delete-basket-row.ts';
import { listBasket } from '#lib/gateways/upstream/list-basket.ts';
import { later } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/db.ts';
import type { House } from './house.ts';
import type { ProofClock } from './pass-time.ts';
import { settle } from './pass-time.ts';
import type { SupplierState } from './supplier.ts';

/** A person who waits until it is safe, looks at the supplier's client area, and then clicks. */
const LOOKS_AFTER_MS = 15 * 60_000;
/** So many clicks for each that waits, and some more for what they lead to. */
const CLICKS_EACH = 6;
const MORE_CLICKS = 20;

async function readItems(where: { fulfilmentStatus?: 'needs_person' } = {}) {
  return db().orderItem.findMany({
    where,
    include: { order: true, calls: true, service: true, account: true },
    orderBy: { createdAt: 'asc' },
  });
}

const readHeld = (): ReturnType<typeof readItems> => readItems({ fulfilmentStatus: 'needs_person' });

type Item = Awaited<ReturnType<typeof readItems>>[number];

/** What the calls of an item made at the upstream: it carries their correlation. */
function madeBy(item: Item, state: SupplierState): SupplierState['services'] {
  const own = new Set(item.calls.map(({ correlation }) => correlation));
  return state.services.filter(({ remoteid }) => remoteid !== null && own.has(remoteid));
}

/** In the client area: removes unpaid orders from the cart. */
async function takeOutOfCart(item: Item, serviceIds: ReadonlySet<string>): Promise<void> {
  const connection = connectionOf(item.account);
  const basket = connection ? await listBasket(connection) : null;
  if (!connection || !basket?.ok) throw new Error('The cart cannot be read');
  for (const row of basket.value.rows) {
    if (serviceIds.has(row.serviceId ?? '')) await deleteBasketRow(connection, row.id);
  }
}

async function decide(house: House, item: Item, tried: number, now: Date): Promise<string> {
  const { owner } = house.shop;
  const standing = madeBy(item, await house.supplier.state()).filter(({ status }) => status !== '4');
  const bought = standing.find(({ paid }) => paid);
  if (item.reason === 'already_owned' && !bought) {
    await requestRefund(owner, item.orderId, 'The licence has it already', now);
    return 'refunds';
  }
  if (bought && item.upstreamServiceId !== bought.id) {
    const finding = { kind: 'bought', upstreamServiceId: bought.id } as const;
    await resolveByHand(owner, item.id, finding, 'Seen in the client area', now);
    return `says that it was bought`;
  }
  if (bought) {
    await checkNow(owner, item.id, now);
    return 'asks the supplier';
  }
  if (item.upstreamServiceId !== null && item.reason !== 'gone_upstream') {
    // Unpaid there: asked again it may be paid yet; else it is taken out of the cart by hand.
    if (tried > 1) await takeOutOfCart(item, new Set(standing.map(({ id }) => id)));
    await checkNow(owner, item.id, now);
    return 'asks the supplier';
  }
  const unsettled = item.calls.some((call) => call.status === 'unknown' && call.resolution === null);
  if (unsettled) {
    await resolveByHand(owner, item.id, { kind: 'not_bought' }, 'Not in the client area', now);
    return 'says that nothing was bought';
  }
  await orderAgain(owner, item.id, 'Not in the client area', now);
  return 'orders again';
}

/** A diligent person settles what waits for one. Gives what he cannot settle. */
export async function settleByHand(
  house: House,
  clock: ProofClock,
  note: (what: string) => void,
): Promise<string | null> {
  const clicks = new Map<string, number>();
  const most = MORE_CLICKS + CLICKS_EACH * (await readHeld()).length;
  for (let click = 0; click < most; click += 1) {
    const held = await readHeld();
    const triesOf = ({ id }: Item): number => clicks.get(id) ?? 0;
    const [item] = held.toSorted((one, other) => triesOf(one) - triesOf(other));
    if (!item) return null;
    clock.set(later(clock.now(), LOOKS_AFTER_MS));
    const tried = triesOf(item);
    clicks.set(item.id, tried + 1);
    try {
      note(`a person ${await decide(house, item, tried, clock.now())} (${item.reason})`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return `A person could not settle item ${item.id} (${item.reason}): ${error.fact}`;
    }
    await settle(clock);
  }
  return `After ${most} clicks a person is still needed`;
}

function faultOf(item: Item, state: SupplierState): string | null {
  const made = madeBy(item, state);
  const paid = made.filter((service) => service.paid);
  const name = `Order ${item.order.number} (${item.order.status}, item ${item.fulfilmentStatus})`;
  if (item.order.status === 'refunded') {
    return paid.length === (item.service ? 1 : 0) ? null : `${name}: ${paid.length} purchases for a refunded order`;
  }
  if (paid.length !== 1) return `${name}: ${paid.length} purchases for one paid order`;
  if (item.order.status !== 'completed') return `${name}: left behind (${item.reason})`;
  return item.service?.upstreamServiceId === paid[0]?.id ? null : `${name}: holds another service than was bought`;
}

/** What is wrong when all is over: purchases are paid orders, the upstream's charges are our bookings, and the books are right. */
export async function faultsOf(house: House, now: Date): Promise<string | null> {
  const state = await house.supplier.state();
  const items = await readItems();
  const faults = items.flatMap((item) => faultOf(item, state) ?? []);
  if (state.duplicates > 0) faults.push(`${state.duplicates} services were bought although one was there`);
  const charged = state.ledger.filter(({ kind }) => kind === 'order').length;
  const booked = await db().ledgerTransaction.count({ where: { kind: 'purchase' } });
  if (charged !== booked) faults.push(`The upstream charged ${charged} times, ${booked} are booked`);
  for (const { says, broken, first } of await checkLedger(later(now, 2 * 24 * 60 * 60_000))) {
    if (broken > 0) faults.push(`Broken: ${says}: ${JSON.stringify(first)}`);
  }
  return faults.length === 0 ? null : faults.join('\n');
}
