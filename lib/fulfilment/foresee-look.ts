import { isHeldBack } from '#lib/domain/breaker.ts';
import { reasonWords } from '#lib/domain/reason-words.ts';
import { db } from '#lib/platform/db.ts';
import { takesNewOrders } from '#lib/upstream-accounts/available-balance.ts';
import { RECONCILE_AT_MS, SETTLED_WITHIN_MS } from '#lib/domain/fulfilment.ts';
import { later } from '#lib/platform/clock.ts';
import { formatInstant, PAGE_LOCALE } from '#lib/format.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import { claimedIds } from './claimed.ts';
import type { Forecast } from './forecast.ts';
import { held, quiet } from './forecast.ts';
import { judge } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { endOf } from './look-later.ts';
import { wantedOf } from './look.ts';
import { ageOf, problemOf, see } from './read-back.ts';
import type { Readings } from './readings.ts';
import { isOrderedAgain, proofOf } from './reconcile-item.ts';
import { isMoneyMissing } from './spent-anyway.ts';

function again(call: UpstreamCall, detail: string, now: Date): Forecast {
  const next = RECONCILE_AT_MS.find((ms) => later(endOf(call), ms) > now);
  if (next === undefined) return held('needs_person', 'unresolved', detail);
  const at = formatInstant(later(endOf(call), next), PAGE_LOCALE);
  return quiet(`${detail} Its list would be read again at ${at}. Nothing is sent.`, 'uncertain');
}

/** What a round would do with an unanswered order, in the steps of `reconcileItem`. Without readings nobody asks the upstream. */
export async function foreseeUnknown(item: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> {
  const call = item.calls.findLast((each) => each.status === 'unknown' && each.resolution === null);
  if (!call) return quiet('Nothing: no unanswered order is recorded.', 'uncertain');
  if (readings === null) {
    const words =
      'The supplier’s list would be read: what the order made is taken over, nothing found counts towards absence.';
    return quiet(`${words} Nothing is sent.`, null);
  }
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) return again(call, `The list could not be read: ${seen.message}.`, now);
  const verdict = judge(seen.rows, wantedOf(item), call, await claimedIds(item.upstreamAccountId, seen.rows));
  if (verdict.kind === 'found') {
    const { row } = verdict;
    return quiet(
      `Service ${row.id} (${row.status}) is what the order made: it would be taken over and read back.`,
      'bought',
    );
  }
  const names = 'rows' in verdict ? verdict.rows.map((row) => row.id).join(', ') : '';
  if (verdict.kind === 'several') return held('needs_person', 'two_candidates', `Services ${names} fit`);
  if (verdict.kind === 'unclear') return again(call, `Service ${names} is new and may be it, or not.`, now);
  return foreseeAbsence(item, call, now);
}

async function foreseeAbsence(item: LoadedItem, call: UpstreamCall, now: Date): Promise<Forecast> {
  switch (proofOf(call, now)) {
    case 'early':
      return again(call, 'The list does not show it, but may lag behind.', now);
    case 'in_cart':
      return held('needs_person', 'unpaid_upstream', `The supplier’s cart holds order ${call.billOrderId}`);
    case 'once':
      return again(call, 'The list does not show it, for the first time that counts.', now);
    case 'absent':
      if (await isMoneyMissing(item, call)) {
        return again(
          call,
          'The list does not show it, but the account has less money than known purchases explain.',
          now,
        );
      }
      if (!isOrderedAgain(item.calls)) return held('needs_person', 'unresolved', 'Several orders left no trace.');
      return quiet('Its absence is proven: it would be queued and ordered again, after one more look.', 'queued');
  }
}

/** What a round would do with a bought item, in the steps of `readBack`. Without readings nobody asks the upstream. */
export async function foreseeReadBack(item: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> {
  const name = `service ${item.upstreamServiceId}`;
  if (readings === null) {
    return quiet(
      `The supplier would be asked about ${name}; it becomes active when its list says so. Nothing is sent.`,
      null,
    );
  }
  const seen = await see(item, now, readings);
  if (seen === null) return quiet('The supplier does not answer: it would be asked again later.', 'bought');
  const problem = problemOf(seen, item, now);
  if (problem) return held('needs_person', problem.reason, problem.detail);
  const status = seen.row?.status ?? null;
  if (status === 'active' && !(item.kind === 'soft' && seen.licenceKey === null)) {
    return quiet(`The list says active: ${name} would be the customer’s, booked, and told by mail.`, 'active');
  }
  if (status === 'ordered' && ageOf(item, now) > SETTLED_WITHIN_MS) {
    return quiet(`The list still shows ${name} as unpaid: it would be paid from the cart.`, 'in_cart');
  }
  return quiet(`The list says ${status ?? 'nothing'} about ${name}: it would be asked again later.`, 'bought');
}

/** What a round would do with what lies in the upstream's cart, in the first steps of `payFromCart`. */
export async function foreseeCart(item: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> {
  const sentence =
    'Still unpaid in the list, and alone with our own orders in the supplier’s cart, the cart’s order would be paid by its id, once.';
  const send =
    item.billOrderId === null
      ? null
      : { func: 'basket', account: item.account.name, params: { id: item.billOrderId, sok: 'ok' } };
  if (readings === null) return { sentence, to: null, reason: null, send };
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) return quiet(`The list could not be read: ${seen.message}. Nothing is paid before that.`, 'in_cart');
  const row = seen.rows.find((each) => each.id === item.upstreamServiceId);
  if (row?.status === 'deleted') return held('needs_person', 'gone_upstream', `Service ${row.id} was removed`);
  if (row && row.status !== 'ordered' && row.status !== 'unknown') {
    return quiet(`The list says that service ${row.id} is paid: it would be read back.`, 'bought');
  }
  const isOpen = item.calls.some(
    ({ func, status, resolution }) =>
      func === 'basket' && (status === 'started' || (status === 'unknown' && resolution === null)),
  );
  if (isOpen) return quiet('An earlier payment of it is not settled yet. Nothing is paid before that.', 'in_cart');
  if (!(await takesNewOrders(db(), item.account, item.upstreamCost ?? item.cost))) {
    return quiet(`It would wait in the cart: ${reasonWords('low_balance')}`, 'in_cart', 'low_balance');
  }
  if (isHeldBack(item.account, 'buy', now)) {
    return quiet(`It would wait in the cart: ${reasonWords('account_paused')}`, 'in_cart', 'account_paused');
  }
  return { sentence, to: 'in_cart', reason: null, send };
}
