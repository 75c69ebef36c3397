import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { checkDuePayments } from '#lib/billing/check-payment.ts';
import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { AppError } from '#lib/domain/errors.ts';
import { checkNow } from '#lib/fulfilment/check-now.ts';
import { orderAgain } from '#lib/fulfilment/order-again.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { askPayment } from '#lib/orders/ask-payment.ts';
import type { ProofOrder } from './buying.ts';
import { pay } from './buying.ts';
import type { House } from './house.ts';
import { signedNotification } from './operations.ts';
import type { Random } from './random.ts';
import { orderBlindly } from './sabotage.ts';
import type { Stage } from './stage.ts';

/** What a worker does between two looks at the clock; each waits for its turn. */
function startWorker(
  stage: Stage,
  name: string,
  jobs: readonly (() => Promise<unknown>)[],
  stopped: () => boolean,
): void {
  stage.start(name, async () => {
    for (let round = 0; !stopped(); round += 1) {
      await jobs[round % jobs.length]?.();
      await stage.pass(name, 'turn');
    }
  });
}

/** Somebody who orders again whatever was not answered. */
export function startSaboteur(stage: Stage, house: House, stopped: () => boolean): void {
  startWorker(stage, 'worker-saboteur', [() => orderBlindly(house)], stopped);
}

/** One to three worker processes: in each, payments and purchases go on side by side. */
export function startWorkers(stage: Stage, count: number, stopped: () => boolean): void {
  const { now } = stage.clock;
  for (let worker = 1; worker <= count; worker += 1) {
    startWorker(stage, `worker${worker}/purchases`, [() => runFulfilment(now)], stopped);
    const money = [() => processPaymentEvents(now()), () => checkDuePayments(now()), () => carryOutRefunds(now())];
    startWorker(stage, `worker${worker}/money`, money, stopped);
  }
}

/** What a refused click says is an answer; anything else is a fault of the shop. */
async function click(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
  });
}

/** The customer pays, comes back by the return page or not; the provider notifies one to five times, or never. */
export function startCustomer(stage: Stage, house: House, random: Random, order: ProofOrder): void {
  const { now } = stage.clock;
  const { name } = order;
  const times = random.chance(0.1) ? 0 : 1 + random.below(5);
  const distinct = random.chance(0.3);
  stage.start(`${name}/customer`, async () => {
    await pay(order, now());
    for (let count = 0; count < times; count += 1) {
      const event = distinct ? `evt_${order.chargeId}_${count}` : `evt_${order.chargeId}`;
      stage.start(`${name}/notification${count + 1}`, () =>
        receiveNotification(signedNotification(order.chargeId, event), now()),
      );
    }
  });
  for (let count = random.below(3); count > 0; count -= 1) {
    const customer = { kind: 'visitor', storeId: house.shop.storeId, address: `back-${name}` } as const;
    stage.start(`${name}/return${count}`, () => askPayment(customer, order.publicId, now()));
  }
}

/** Clicks of staff at any moment; the shop refuses what is not safe. Nobody overrules a check that advised against ordering. */
export function startStaff(stage: Stage, house: House, random: Random, orders: readonly ProofOrder[]): void {
  const { now } = stage.clock;
  const { owner } = house.shop;
  for (let count = random.below(5); count > 0; count -= 1) {
    const order = random.pick(orders);
    const kind = random.pick(['order-again', 'order-again', 'check', 'check', 'check', 'refund']);
    stage.start(`staff/${kind}${count}`, () => {
      if (kind === 'order-again') return click(orderAgain(owner, order.itemId, '', now()));
      if (kind === 'check') return click(checkNow(owner, order.itemId, now()));
      return click(requestRefund(owner, order.orderId, 'The customer asked for it', now()));
    });
  }
}
