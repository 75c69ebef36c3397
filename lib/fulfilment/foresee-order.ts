import { isHeldBack } from '#lib/domain/breaker.ts';
import { isCurable, naturalKey, PATIENCE_MS } from '#lib/domain/fulfilment.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { orderParams } from '#lib/gateways/upstream/order-params.ts';
import { db } from '#lib/platform/db.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { fittestAccount } from './choose-account.ts';
import { claimedIds } from './claimed.ts';
import type { Forecast } from './forecast.ts';
import { held, quiet } from './forecast.ts';
import type { LoadedItem } from './load-item.ts';
import { addressRefusal, adviceOf } from './look-first.ts';
import { orderRequest } from './order-request.ts';
import type { Readings } from './readings.ts';

const CALL_ID = '(id of the call)';

/** What cannot be sent yet stays queued, and is told to the store once its customer has waited long enough. */
function postponed(item: LoadedItem, reason: Reason, detail: string | null, now: Date): Forecast {
  const waited = now.getTime() - (item.order.paidAt ?? now).getTime();
  return held(waited > PATIENCE_MS ? 'blocked' : 'queued', reason, detail);
}

function sending(item: LoadedItem, isLooked: boolean): Forecast {
  const order = orderRequest(item, CALL_ID);
  const first = isLooked
    ? 'The list does not show it, so the intent would be recorded and it would be ordered.'
    : 'The supplier’s list would be read first; unless it shows the thing already, it would be ordered.';
  const after = order.pay === 'cart' ? ' It would lie in the supplier’s cart and be paid by its id.' : '';
  return {
    sentence: `${first}${after}`,
    to: isLooked ? 'ordering' : null,
    reason: null,
    send: { func: `${order.kind}.order.param`, account: item.account.name, params: orderParams(order) },
  };
}

/** Whether another write of the same thing is unsettled: then the database lets no second one begin. */
async function isKeyTaken(item: LoadedItem): Promise<boolean> {
  const taken = await db().upstreamCall.findFirst({
    where: {
      upstreamAccountId: item.upstreamAccountId,
      naturalKey: naturalKey(item),
      OR: [{ status: 'started' }, { status: 'unknown', resolution: null }],
    },
    select: { id: true },
  });
  return taken !== null;
}

/** What a round would do with an item that is to be ordered, in the steps of `orderItem`. Without readings nobody asks the upstream. */
export async function foreseeOrder(queued: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> {
  if (queued.overruled !== 'below_cost' && (await checkSale(db(), queued)) !== 'ok') {
    return held('needs_person', 'below_cost', null);
  }
  const account = await fittestAccount(queued, (each) => Promise.resolve(!isHeldBack(each, 'buy', now)));
  if (account === 'low_balance') return held('blocked', account, null);
  if (account === 'account_paused') return postponed(queued, account, null, now);
  const item = { ...queued, account, upstreamAccountId: account.id };
  if (readings === null) return sending(item, false);
  const seen = await readings.read(account, item.kind, now);
  if (!seen.ok) {
    return isCurable(seen.reason)
      ? held('blocked', seen.reason, seen.message)
      : postponed(item, 'upstream_unreachable', seen.message, now);
  }
  const advice = adviceOf(item, seen.rows, await claimedIds(account.id, seen.rows));
  if (advice.kind === 'adopt') {
    return quiet(`Service ${advice.row.id} is what an earlier order of it made: it would be taken over.`, 'bought');
  }
  if (advice.kind === 'hold') return held('needs_person', advice.reason, advice.detail);
  const refusal = await addressRefusal(item);
  if (refusal !== null) return held('needs_person', 'ip_refused', refusal);
  if (await isKeyTaken(item))
    return quiet('Another order of the same thing is not settled yet: it would wait.', 'queued');
  return sending(item, true);
}
