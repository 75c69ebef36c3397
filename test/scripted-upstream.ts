import { db } from '#lib/platform/db.ts';
import type { TestShop } from './factories.ts';
import { errorReply, startRawUpstream } from './raw-upstream.ts';

/** A row of a scripted list; what is left out is not printed. */
export type ScriptedRow = {
  id: string;
  item: string;
  tariff?: string;
  tariffId?: string;
  status: string;
  remoteid?: string;
};

/** The answer to an order; it may add the row that the order made. */
export type ScriptedOrder = (params: URLSearchParams, rows: ScriptedRow[]) => string | { status: number; body: string };

function print({ id, item, tariff, tariffId, status, remoteid }: ScriptedRow): string {
  const cell = (name: string, value?: string): string => (value === undefined ? '' : `<${name}>${value}</${name}>`);
  const cells = cell('pricelist', tariff) + cell('pricelist_id', tariffId) + cell('remoteid', remoteid);
  return `<elem><id>${id}</id><item>${item}</item>${cells}<period>1</period><item_real_status>${status}</item_real_status></elem>`;
}

/** Puts in the place of the shop's sandbox an upstream whose list is `rows` and whose answers to orders the test gives. */
export async function startScriptedUpstream(shop: TestShop, order: ScriptedOrder) {
  const rows: ScriptedRow[] = [];
  const orders: URLSearchParams[] = [];
  const upstream = await startRawUpstream(({ params }) => {
    if (params.get('func') === 'addition')
      return `<doc>${rows.map(print).join('')}<p_elems>${rows.length}</p_elems></doc>`;
    if (!(params.get('func') ?? '').endsWith('.order.param')) return errorReply('missed', 'func');
    orders.push(params);
    return order(params, rows);
  });
  const { url } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
  await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url: upstream.connection.url } });
  return {
    rows,
    orders,
    async close() {
      await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url } });
      await upstream.close();
    },
  };
}
