import type { Actor } from '#lib/domain/actor.ts';
import { paymentLines, surplusLines } from '#lib/domain/ledger.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { postLedger } from '#lib/ledger/post.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import { orderMail } from '#lib/mails/order-mails.ts';
import { mustMoveOrder } from '#lib/orders/move-order.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { queuePaidItems } from '#lib/fulfilment/queue-paid-items.ts';
import { lockPayment } from './lock-payment.ts';

/**
 * The one completion path (R6): the provider itself said that the money is there. However often and from wherever it is
 * called: one posting, one paid order, one set of mails. Money for an order that is already paid goes to the customer's balance.
 */
export async function completePayment(paymentId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment.status === 'succeeded' || payment.status === 'refunded') return;
    const { order } = payment;
    const actor: Actor = { kind: 'system', storeId: payment.storeId, job: 'payments' };
    const first = order.status === 'awaiting_payment' || order.status === 'cancelled';
    // A second attempt may be open while the first one succeeds late: from now on its money would be surplus.
    if (first) {
      await tx.payment.updateMany({
        where: { orderId: order.id, id: { not: payment.id }, status: { not: 'failed' } },
        data: { surplus: true },
      });
    }
    await tx.payment.update({
      where: { id: payment.id },
      data: { status: 'succeeded', succeededAt: now, nextCheckAt: null, surplus: !first },
    });
    const { provider, amount, currency } = payment;
    if (!first) {
      await postLedger(
        tx,
        order.storeId,
        'surplus',
        payment.id,
        surplusLines(provider, order.customerId, amount, currency),
      );
      await recordAudit(tx, actor, 'order.surplus_payment', order.id, {
        after: { payment: payment.id, amount: amount.toString() },
      });
      await queueMail(tx, orderMail('surplus', order, payment.id, amount));
      await wake(tx, 'mails');
      return;
    }
    if (amount > 0n) {
      await postLedger(
        tx,
        order.storeId,
        'payment',
        payment.id,
        paymentLines(provider, order.customerId, amount, currency),
      );
    }
    await mustMoveOrder(tx, order.id, order.status, 'paid', { paidAt: now });
    await recordAudit(tx, actor, 'order.paid', order.id, { after: { payment: payment.id, amount: amount.toString() } });
    await queuePaidItems(tx, actor, order.items, now);
    // Read again: the mail says whether an item is being ordered or held.
    const items = await tx.orderItem.findMany({ where: { orderId: order.id } });
    await queueMail(tx, orderMail('paid', { ...order, items }));
    await wake(tx, 'mails');
  });
}

/** The provider said that the customer did not pay. The order stays and can be paid by another try. Harmless when repeated. */
export async function failPayment(paymentId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment.status !== 'pending' && payment.status !== 'created') return;
    await tx.payment.update({ where: { id: payment.id }, data: { status: 'failed', nextCheckAt: null } });
    await recordAudit(
      tx,
      { kind: 'system', storeId: payment.storeId, job: 'payments' },
      'payment.declined',
      payment.orderId,
      {
        after: { payment: payment.id },
      },
    );
  });
}
