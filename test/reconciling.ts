import { adoptByHand } from '#lib/adoption/adopt-by-hand.ts';
import { runReconciliation } from '#lib/reconciliation/run.ts';
import { db } from '#lib/platform/db.ts';
import type { useOpenShop } from './use-open-shop.ts';

type House = ReturnType<typeof useOpenShop>;

/** Softaculous as a module of the sandbox: 1 month. */
const SOFTACULOUS = '9204';

/** Reconciliations of a test's shop: what the supplier has, what is adopted, and what is found different. */
export function reconcilingOf(house: House) {
  const idsAtSupplier = async (): Promise<string[]> => (await house.sandbox.state()).services.map(({ id }) => id);

  const made = async (action: Record<string, unknown>): Promise<string> => {
    const before = await idsAtSupplier();
    await house.sandbox.meddle(action);
    const id = (await idsAtSupplier()).find((each) => !before.includes(each));
    if (id === undefined) throw new Error('Nothing was made at the supplier');
    return id;
  };

  const tools = {
    /** A reconciliation twenty minutes later, when all that was done before has settled. */
    async run() {
      house.clock.pass(20 * 60);
      return runReconciliation(house.shop.system, house.shop.accountId, house.clock.now());
    },
    /** Somebody buys a module for this test's licence at the supplier; gives its id. */
    bySomebody: (facts: Record<string, unknown> = {}) =>
      made({ action: 'add-service', kind: 'addition', pricelist: SOFTACULOUS, licence: house.licence, ...facts }),
    /** The supplier makes a second row of a service; gives its id. */
    duplicate: (id: string, keepRemoteid: boolean) => made({ action: 'duplicate', id, keepRemoteid }),
    /** A service that the supplier has and a customer of ours as well. */
    async adopted(facts: Record<string, unknown> = {}) {
      const id = await tools.bySomebody(facts);
      await tools.run();
      const { shop, clock } = house;
      await adoptByHand(
        shop.owner,
        shop.accountId,
        { upstreamServiceId: id, email: 'ann@example.org', country: 'DE' },
        clock.now(),
      );
      return tools.service(id);
    },
    service: (upstreamServiceId: string) =>
      db().service.findUniqueOrThrow({
        where: { upstreamAccountId_upstreamServiceId: { upstreamAccountId: house.shop.accountId, upstreamServiceId } },
      }),
    /** The open differences about a service at the supplier. */
    async open(upstreamServiceId: string) {
      return db().difference.findMany({
        where: { upstreamAccountId: house.shop.accountId, upstreamServiceId, settledAt: null },
        orderBy: { kind: 'asc' },
      });
    },
    /** The one open difference about a service at the supplier. */
    async only(upstreamServiceId: string) {
      const [difference, another] = await tools.open(upstreamServiceId);
      if (!difference || another) throw new Error(`There is not one open difference about ${upstreamServiceId}`);
      return difference;
    },
  };
  return tools;
}
