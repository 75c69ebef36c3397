import { afterEach, expect, it } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { placeTestOrder, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { checkPayment } from './check-payment.ts';
import { deliverTestNotifications, findTestCharge, settleTestCharge } from './test-payments.ts';

const house = useOpenShop();

afterEach(() => provideEnv({ TEST_PAYMENTS: 'on' }));

it('test payments that are switched off buy nothing any more, also what was "paid" or delayed before', async () => {
  const paid = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
  const delayed = await placeTestOrder(house.shop, 'KernelCare', house.licence, house.clock);
  await settleTestCharge(paid.chargeId, 'notify_never', house.clock.now());
  await settleTestCharge(delayed.chargeId, 'delay_5', house.clock.now());
  provideEnv({ TEST_PAYMENTS: 'off' });
  house.clock.pass(60);
  await deliverTestNotifications(house.clock.now());
  for (const order of [paid, delayed]) {
    await checkPayment(order.paymentId, house.clock.now());
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'unpaid', order: 'awaiting_payment' });
    expect(await findTestCharge(order.chargeId)).toBeNull();
  }
  expect(await house.sandbox.bought(house.licence)).toHaveLength(0);
});
