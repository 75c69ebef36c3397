import { setTimeout as pause } from 'node:timers/promises';
import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { db } from '#lib/platform/db.ts';
import type { ProofOrder } from './buying.ts';
import { pay, place } from './buying.ts';
import { fastClock } from './fast-clock.ts';
import { BEGINNING, openHouse } from './house.ts';
import { inLanes } from './lanes.ts';
import { signedNotification } from './operations.ts';
import { nextDue } from './pass-time.ts';
import { faultsOf, settleByHand } from './schedule-end.ts';
import type { Crew } from './storm-workers.ts';
import { startCrew } from './storm-workers.ts';
import type { Fault } from './supplier.ts';

/** What a storm is made of: orders paid at once, faults of the upstream or none, and how often a worker is killed. */
export type Weather = { readonly orders: number; readonly faults: boolean; readonly killEveryMs: number | null };

/** What a storm came to. `drainMs` is by the machine's clock, `shopMinutes` by the shop's, which also skips what nobody waits for. */
export type StormResult = {
  readonly orders: number;
  readonly drainMs: number;
  readonly shopMinutes: number;
  readonly killed: number;
  /** Clicks of a person that it took at the end. */
  readonly clicks: number;
  readonly fault: string | null;
};

/** The shop's clock runs so many times as fast as the machine's. A lease of thirty seconds still is longer than any call takes. */
const SPEED = 4;
const LANES = 8;
const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 40 * 60_000;

const FAULTS = [
  'drop-before',
  'drop-after',
  'delay',
  'http-500',
  'http-500-after',
  'http-502',
  'http-502-after',
  'html',
  'html-after',
  'garbage',
  'garbage-before',
  'truncated',
  'truncated-before',
  'stale-list',
  'duplicate-rows',
] as const;

/** Three in ten calls meet one of these, each as often as any other. A delay is longer than the client's limit of thirty seconds. */
function threeInTen(): readonly Fault[] {
  const probability = 1 - 0.7 ** (1 / FAULTS.length);
  const late = { delayMs: 35_000 / SPEED };
  return FAULTS.map((fault) => ({ func: '*', fault, probability, ...(fault === 'delay' ? late : {}) }));
}

/** Items that are unpaid or that jobs move. */
function countMoving(): Promise<number> {
  return db().orderItem.count({ where: { fulfilmentStatus: { notIn: ['active', 'closed', 'needs_person'] } } });
}

/** Waits until nothing moves any more. Where everything only waits for its time, the clock is put forward. */
async function drain(clock: ReturnType<typeof fastClock>, crew: Crew, since: number): Promise<void> {
  let skipped = 0;
  while (Date.now() - since < GIVE_UP_AFTER_MS) {
    if ((await countMoving()) === 0) return;
    const idle = await crew.isIdle();
    const next = idle ? await nextDue() : null;
    const ahead = next ? next.due.getTime() - clock.now().getTime() : 0;
    if (ahead > 0) {
      skipped += ahead;
      clock.skip(skipped);
      crew.skip(skipped);
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function placeAll(count: number, shop: Parameters<typeof place>[0]): Promise<readonly ProofOrder[]> {
  const orders: ProofOrder[] = [];
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  await inLanes(numbers, LANES, async (number) => {
    orders.push(await place(shop, 'addition', number, BEGINNING));
  });
  return orders;
}

/** Pays many orders at once, while the upstream fails and workers die, and waits until everything is settled. */
export async function storm({ orders: count, faults, killEveryMs }: Weather): Promise<StormResult> {
  const house = await openHouse({ sharedTime: true });
  try {
    const orders = await placeAll(count, house.shop);
    const since = Date.now();
    const clock = fastClock({ start: BEGINNING, since, speed: SPEED });
    house.clock.follow(clock.now);
    if (faults) await house.supplier.faults(threeInTen());
    const crew = startCrew(house, { start: BEGINNING, since, speed: SPEED }, killEveryMs);
    await inLanes(orders, LANES, async (order) => {
      await pay(order, clock.now());
      await receiveNotification(signedNotification(order.chargeId, `evt_${order.chargeId}`), clock.now());
    });
    await drain(clock, crew, since);
    const drainMs = Date.now() - since;
    const shopMinutes = (clock.now().getTime() - BEGINNING.getTime()) / 60_000;
    const killed = await crew.stop();
    await house.supplier.faults([]);
    house.clock.follow(null);
    let clicks = 0;
    const stuck = await settleByHand(house, house.clock, () => {
      clicks += 1;
    });
    const fault = stuck ?? (await faultsOf(house, house.clock.now()));
    return { orders: orders.length, drainMs, shopMinutes, killed, clicks, fault };
  } finally {
    await house.close();
  }
}
