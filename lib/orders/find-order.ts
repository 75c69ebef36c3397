import type { Actor } from '#lib/domain/actor.ts';
import { readListedAddons, readQuantities } from '#lib/pricing/addons.ts';
import type { Story } from './load-story.ts';
import { loadStory } from './load-story.ts';
import { isMisfit } from './need-person.ts';
import { replayOf } from './replay.ts';
import { isRefundAdvised, safeActions } from './safe-actions.ts';
import { standingOf } from './standing-of.ts';
import { timelineOf } from './timeline.ts';

function isUnsettled({ item }: Story): boolean {
  return item.calls.some(
    (call) => call.status === 'started' || (call.status === 'unknown' && call.resolution === null),
  );
}

/** What was chosen of add-ons; one that the tariff no longer has is named by its id. */
function chosenAddons({ item }: Story) {
  const listed = readListedAddons(item.product.item.addons);
  return Object.entries(readQuantities(item.addons)).flatMap(([id, quantity]) => {
    const { name, type } = listed.find((each) => each.id === id) ?? { name: `Add-on ${id}`, type: 'number' };
    return quantity === 0 ? [] : [{ name, type, quantity }];
  });
}

/** One order with everything that support needs; null when the actor's store has none. Amounts are ten-thousandths. */
export async function findOrder(actor: Actor, id: string) {
  const story = await loadStory(actor, id);
  if (!story) return null;
  const { order, item, ledger } = story;
  return {
    id: order.id,
    number: order.number,
    publicId: order.publicId,
    status: order.status,
    total: order.total,
    currency: order.currency,
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    customer: order.customer,
    item,
    addons: chosenAddons(story),
    payments: order.payments,
    misfit: order.payments.find((payment) => isMisfit(payment)) ?? null,
    isRefundAdvised: isRefundAdvised(item),
    mails: order.mails,
    ledger,
    timeline: timelineOf(story),
    actions: safeActions(actor, order, item, isUnsettled(story)),
  };
}

/** See `findOrder`. */
export type OrderDetail = NonNullable<Awaited<ReturnType<typeof findOrder>>>;

/** The story of one order step by step, with the rule of each move; null when the actor's store has none. */
export async function findReplay(actor: Actor, id: string) {
  const story = await loadStory(actor, id);
  if (!story) return null;
  const { order, item } = story;
  return { id: order.id, number: order.number, itemId: item.id, steps: replayOf(timelineOf(story), standingOf(story)) };
}
