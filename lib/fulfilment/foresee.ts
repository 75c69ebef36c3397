import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { isAdvisedAgainst } from '#lib/domain/fulfilment.ts';
import { listServices } from '#lib/gateways/upstream/list-services.ts';
import type { StaffAction } from '#lib/orders/safe-actions.ts';
import { safeActions } from '#lib/orders/safe-actions.ts';
import { db } from '#lib/platform/db.ts';
import { foreseeCart, foreseeReadBack, foreseeUnknown } from './foresee-look.ts';
import { foreseeOrder } from './foresee-order.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import type { Forecast } from './forecast.ts';
import { quiet } from './forecast.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import type { Look } from './look.ts';
import { connectionOf, KEY_LOST } from './look.ts';
import type { Readings } from './readings.ts';

/** What would happen to an item. `refusal` is why an action is not safe now; then it would do nothing. */
export type Foresight = {
  readonly status: FulfilmentStatus;
  /** When a job looks at it next; null: no job does. */
  readonly dueAt: Date | null;
  readonly isDue: boolean;
  /** Whether the upstream's list was read for it. */
  readonly hasAsked: boolean;
  readonly next: Forecast;
  readonly staff: readonly {
    readonly action: StaffAction;
    readonly refusal: string | null;
    readonly would: Forecast | null;
  }[];
};

async function readQuietly(account: UpstreamAccount, kind: ProductKind): Promise<Look> {
  const connection = connectionOf(account);
  if (!connection) return { ok: false, reason: 'wrong_login', message: KEY_LOST };
  const read = await listServices(connection, kind);
  return read.ok ? { ok: true, rows: read.value } : { ok: false, reason: read.reason, message: read.message };
}

/** Readings that leave no trace, not even in the breaker; each list is read once. */
function unnotedReadings(): Readings {
  const known = new Map<string, Promise<Look>>();
  return {
    read(account, kind) {
      const key = `${account.id}:${kind}`;
      const reading = known.get(key) ?? readQuietly(account, kind);
      known.set(key, reading);
      return reading;
    },
  };
}

function foreseeWrite(item: LoadedItem, now: Date): Forecast {
  const call = item.calls.findLast((each) => each.status === 'started');
  return call && call.deadlineAt <= now
    ? quiet(
        'Its write has no outcome within the time limit: it would count as unknown, and be looked up.',
        'uncertain',
        'no_answer',
      )
    : quiet(
        'A write is under way. Its outcome is recorded when it comes; after the time limit it counts as unknown.',
        'ordering',
      );
}

function foreseeRound(item: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> | Forecast {
  switch (item.fulfilmentStatus) {
    case 'unpaid':
      return quiet('Nothing before the payment. Once the provider confirms it, it is queued.', 'unpaid');
    case 'queued':
    case 'blocked':
      return foreseeOrder(item, now, readings);
    case 'ordering':
      return foreseeWrite(item, now);
    case 'uncertain':
      return foreseeUnknown(item, now, readings);
    case 'in_cart':
      return foreseeCart(item, now, readings);
    case 'bought':
      return foreseeReadBack(item, now, readings);
    case 'needs_person':
      return quiet('Nothing: it waits for a person.', 'needs_person');
    case 'active':
      return quiet('Nothing: it is active.', 'active');
    case 'closed':
      return quiet('Nothing: it is closed.', 'closed');
  }
}

/** The item as `orderAgain` would put it into the queue. */
function putBack(item: LoadedItem): LoadedItem {
  const { reason } = item;
  return {
    ...item,
    overruled: isAdvisedAgainst(reason) ? reason : null,
    upstreamServiceId: reason === 'gone_upstream' ? null : item.upstreamServiceId,
  };
}

function foreseeCheck(item: LoadedItem, now: Date, readings: Readings | null): Promise<Forecast> | Forecast {
  if (item.fulfilmentStatus === 'in_cart') return foreseeCart(item, now, readings);
  if (item.fulfilmentStatus !== 'uncertain') return foreseeReadBack(item, now, readings);
  return quiet(
    'The list would be read at once. What the order made is taken over; a look asked for never proves absence.',
    null,
  );
}

async function foreseeAction(
  action: StaffAction,
  item: LoadedItem,
  now: Date,
  readings: Readings | null,
): Promise<Forecast> {
  switch (action) {
    case 'order_again': {
      const forecast = await foreseeOrder(putBack(item), now, readings);
      return { ...forecast, sentence: `It would be queued at once. ${forecast.sentence}` };
    }
    case 'check_now':
      return foreseeCheck(item, now, readings);
    case 'resolve_by_hand':
      return quiet(
        'Found bought: the service named would be read back from the supplier. Found not bought: it would be queued, and looked up once more before it is ordered.',
        null,
      );
    case 'refund':
      return quiet(
        item.fulfilmentStatus === 'active'
          ? 'The customer’s money would go back through the provider. The service stays at the supplier until its period ends.'
          : 'The customer’s money would go back through the provider, and nothing would be ordered any more.',
        'closed',
      );
  }
}

const ACTIONS = ['order_again', 'check_now', 'resolve_by_hand', 'refund'] as const satisfies readonly StaffAction[];

/**
 * What the next round would do with an item now and why, what it would send, and what each action of staff would do. It decides by
 * the functions that the machine decides by, and only reads: with `ask` the upstream's list too, which needs the right to fulfil.
 * Nothing is written and nothing is sent. Null when the actor's store has no such item.
 */
export async function foresee(actor: Actor, itemId: string, now: Date, ask = false): Promise<Foresight | null> {
  demand(actor, ask ? 'orders:fulfil' : 'orders:read');
  const own = await db().orderItem.findFirst({ where: { id: itemId, storeId: actor.storeId }, select: { id: true } });
  if (!own) return null;
  const item = await loadItem(itemId);
  const readings = ask ? unnotedReadings() : null;
  const unsettled = item.calls.some(
    (call) => call.status === 'started' || (call.status === 'unknown' && call.resolution === null),
  );
  const refusals = safeActions(actor, item.order, item, unsettled);
  const staff = await Promise.all(
    ACTIONS.map(async (action) => ({
      action,
      refusal: refusals[action],
      would: refusals[action] === null ? await foreseeAction(action, item, now, readings) : null,
    })),
  );
  return {
    status: item.fulfilmentStatus,
    dueAt: item.nextAttemptAt,
    isDue: item.nextAttemptAt !== null && item.nextAttemptAt <= now,
    hasAsked: ask,
    next: await foreseeRound(item, now, readings),
    staff,
  };
}
