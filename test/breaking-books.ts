import { expect } from 'vitest';
import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { lookAtLedger } from '#lib/doctor/check-ledger.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import type { LedgerKind } from '#lib/domain/ledger.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { useOpenShop } from './use-open-shop.ts';

type House = ReturnType<typeof useOpenShop>;

class RollBack extends Error {}

/** The invariants that a change of the database breaks, each with what it names first; the change itself is taken back. */
export async function brokenBy(house: House, change: (tx: Tx) => Promise<unknown>): Promise<Map<string, string>> {
  const broken = new Map<string, string>();
  const work = db().$transaction(async (tx) => {
    // Triggers and keys would refuse most of this; a backup that was restored by halves, or a person, would not ask them.
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    await change(tx);
    for (const { name, first } of await lookAtLedger(tx, house.clock.now())) {
      const [named] = first;
      if (named) broken.set(name, named.subject);
    }
    throw new RollBack();
  });
  await expect(work).rejects.toThrow(RollBack);
  return broken;
}

/** An order on a licence of its own that was delivered. */
export async function delivered(house: House) {
  const order = await house.paid('CloudLinux', true);
  await runFulfilment(house.clock.now);
  return order;
}

/** A delivered order whose money was given back. */
export async function refunded(house: House) {
  const order = await delivered(house);
  await requestRefund(house.shop.owner, order.orderId, 'Given back', house.clock.now());
  await carryOutRefunds(house.clock.now());
  return order;
}

/** An order that was sent and not answered. */
export async function uncertain(house: House) {
  // What other tests left in the queue would meet the fault instead.
  await runFulfilment(house.clock.now);
  const order = await house.paid('CloudLinux', true);
  await house.sandbox.faults([{ func: 'addition.order.param', fault: 'drop-after', times: 1 }]);
  await runFulfilment(house.clock.now);
  return order;
}

/** The posting of a source, or of one that begins so. */
export function postingOf(tx: Tx, kind: LedgerKind, source: string) {
  return tx.ledgerTransaction.findFirstOrThrow({ where: { kind, sourceId: { startsWith: source } } });
}

/** Takes a posting out of the books. */
export async function unpost(tx: Tx, kind: LedgerKind, source: string): Promise<string> {
  const { id } = await postingOf(tx, kind, source);
  await tx.ledgerEntry.deleteMany({ where: { transactionId: id } });
  await tx.ledgerTransaction.delete({ where: { id } });
  return id;
}

/** Puts a posting into the books, its first line on the cost of sales. */
export function post(house: House, tx: Tx, kind: LedgerKind, sourceId: string, amounts: readonly bigint[]) {
  const lines = amounts.map((amount, index) => ({
    id: newId('len'),
    account: index === 0 ? 'cost-of-sales' : `upstream:${house.shop.accountId}`,
    amount,
    currency: 'EUR',
  }));
  const id = newId('ltx');
  return tx.ledgerTransaction.create({
    data: { id, storeId: house.shop.storeId, kind, sourceId, entries: { create: lines } },
  });
}
