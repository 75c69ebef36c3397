import { saleLines } from '#lib/domain/ledger.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { postLedger } from '#lib/ledger/post.ts';
import { orderMail } from '#lib/mails/order-mails.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import { lockOrder } from '#lib/orders/lock-order.ts';
import { moveOrder } from '#lib/orders/move-order.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';
import { bookPurchase } from './book-purchase.ts';
import { giveToPerson } from './give-to-person.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';

/**
 * The upstream's list says active: the customer gets the service, the sale is booked, the mail is written, all or nothing. A service
 * that a customer has already, because it was adopted in between, is a person's.
 */
export async function activate(item: LoadedItem, row: ServiceRow, licenceKey: string | null, now: Date): Promise<void> {
  try {
    await deliver(item, row, licenceKey, now);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await giveToPerson(item, 'bought', 'two_candidates', `Service ${row.id} belongs to a customer already`);
  }
}

async function deliver(item: LoadedItem, row: ServiceRow, licenceKey: string | null, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    await lockOrder(tx, item.orderId);
    if (!(await moveItem(tx, item.id, 'bought', 'active'))) return;
    const expiresOn =
      row.expiresOn !== null && /^\d{4}-\d{2}-\d{2}$/.test(row.expiresOn) ? new Date(row.expiresOn) : null;
    await tx.upstreamCall.updateMany({
      where: { orderItemId: item.id, status: 'unknown', resolution: null },
      data: { resolution: 'confirmed', resolvedAt: now, upstreamServiceId: row.id },
    });
    await tx.service.create({
      data: {
        id: newId('svc'),
        storeId: item.storeId,
        customerId: item.order.customerId,
        productId: item.productId,
        orderItemId: item.id,
        upstreamAccountId: item.upstreamAccountId,
        upstreamServiceId: row.id,
        kind: item.kind,
        upstreamId: item.upstreamId,
        name: item.name,
        licence: item.licence,
        ip: item.ip,
        licname: item.licname,
        addons: item.addons ?? {},
        licenceKey,
        period: item.period,
        expiresOn,
        upstreamCost: item.upstreamCost ?? item.cost,
        upstreamCurrency: item.upstreamCurrency ?? item.currency,
      },
    });
    await bookPurchase(tx, item);
    if (item.retail > 0n) {
      await postLedger(tx, item.storeId, 'sale', item.id, saleLines(item.order.customerId, item.retail, item.currency));
    }
    const actor = { kind: 'system', storeId: item.storeId, job: 'fulfilment' } as const;
    await recordAudit(tx, actor, 'fulfilment.active', item.orderId, { after: { item: item.id, service: row.id } });
    const waiting = await tx.orderItem.count({ where: { orderId: item.orderId, fulfilmentStatus: { not: 'active' } } });
    if (waiting > 0) return;
    if (!(await moveOrder(tx, item.orderId, 'paid', 'completed', { completedAt: now }))) return;
    await recordAudit(tx, actor, 'order.completed', item.orderId);
    // Read again: the services, with their keys, are newer than the item.
    const items = await tx.orderItem.findMany({
      where: { orderId: item.orderId },
      include: { service: { select: { licenceKey: true } } },
    });
    await queueMail(tx, orderMail('active', { ...item.order, items }));
    await wake(tx, 'mails');
  });
}
