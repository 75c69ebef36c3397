import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import { openDatabase } from './database.ts';
import { standingClock } from './pass-time.ts';
import type { Supplier } from './supplier.ts';
import { startSupplier } from './supplier.ts';

/** The moment at which every proof begins. */
export const BEGINNING = new Date('2026-11-20T12:00:00Z');

/** An open shop with its database and its sandbox. */
export type House = {
  readonly shop: TestShop;
  readonly supplier: Supplier;
  readonly clock: ReturnType<typeof standingClock>;
  readonly directory: string;
  close(): Promise<void>;
};

/** Opens a house; with `sharedTime` the sandbox lives by the proof's clock too. */
export async function openHouse({ sharedTime }: { sharedTime: boolean }): Promise<House> {
  const clock = standingClock(BEGINNING);
  const database = await openDatabase();
  const supplier = await startSupplier(sharedTime ? clock.now : undefined);
  const shop = await makeOpenShop({ url: supplier.url }, clock.now());
  return {
    shop,
    supplier,
    clock,
    directory: database.directory,
    async close() {
      await supplier.close();
      await database.close();
    },
  };
}

/** Switches the account between paying with the order and paying by the cart. */
export async function orderBy(house: House, orderMode: 'immediate' | 'cart'): Promise<void> {
  await db().upstreamAccount.update({ where: { id: house.shop.accountId }, data: { orderMode } });
}
