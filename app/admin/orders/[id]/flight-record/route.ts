import { flightRecord } from '#lib/orders/flight-record.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';

/** One order's flight record as a file for staff of its store; "not found" for everybody else's. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await staffActor();
  const record = await flightRecord(actor, routeId((await params).id), new Date());
  if (!record) return new Response('There is no such order in this store.\n', { status: 404 });
  const name = `order-${record.order.number.replaceAll(/[^\w-]/g, '_')}.json`;
  return new Response(`${JSON.stringify(record, null, 2)}\n`, {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
