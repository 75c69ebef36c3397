import type { Actor } from '#lib/domain/actor.ts';
import { toDecimalText } from '#lib/domain/money.ts';
import { maskEmail } from '#lib/format.ts';
import type { FlightRecord } from './flight-record-format.ts';
import { flightRecordSchema } from './flight-record-format.ts';
import type { Story } from './load-story.ts';
import { loadStory } from './load-story.ts';
import type { ReplayStep } from './replay.ts';
import { replayOf } from './replay.ts';
import { standingOf } from './standing-of.ts';
import { timelineOf } from './timeline.ts';

type Payment = Story['order']['payments'][number];
type Service = NonNullable<Story['item']['service']>;
type Call = Story['item']['calls'][number];
type Plain = { readonly [key: string]: unknown };

const money = (amount: bigint, currency: string) => ({ amount: toDecimalText(amount), currency });
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

function callOf({ account, createdAt, finishedAt, resolvedAt, deadlineAt, ...call }: Call): Plain {
  return {
    ...call,
    account: account.name,
    startedAt: iso(createdAt),
    deadlineAt: iso(deadlineAt),
    finishedAt: iso(finishedAt),
    resolvedAt: iso(resolvedAt),
  };
}

function itemOf({ item }: Story): Plain {
  const { currency, upstreamCost, upstreamCurrency } = item;
  return {
    ...item,
    status: item.fulfilmentStatus,
    tariff: item.upstreamId,
    cost: money(item.cost, currency),
    retail: money(item.retail, currency),
    upstreamCost: upstreamCost === null ? null : money(upstreamCost, upstreamCurrency ?? currency),
    nextAttemptAt: iso(item.nextAttemptAt),
    boughtAt: iso(item.boughtAt),
    calls: item.calls.map(callOf),
  };
}

function paymentOf(payment: Payment): Plain {
  const { refund } = payment;
  return {
    ...payment,
    amount: money(payment.amount, payment.currency),
    checks: payment.attempts,
    nextCheckAt: iso(payment.nextCheckAt),
    createdAt: iso(payment.createdAt),
    succeededAt: iso(payment.succeededAt),
    notifications: payment.events.map(({ id, createdAt, processedAt, attempts, rawBody }) => ({
      id,
      receivedAt: iso(createdAt),
      handledAt: iso(processedAt),
      attempts,
      body: rawBody,
    })),
    refund: refund && { ...refund, amount: money(refund.amount, refund.currency), createdAt: iso(refund.createdAt) },
  };
}

function serviceOf(service: Service): Plain {
  return {
    ...service,
    expiresOn: iso(service.expiresOn)?.slice(0, 10) ?? null,
    upstreamCost: money(service.upstreamCost, service.upstreamCurrency),
    changes: service.changes.map((change) => ({
      ...change,
      createdAt: iso(change.createdAt),
      finishedAt: iso(change.finishedAt),
      calls: change.calls.map(callOf),
    })),
  };
}

function stepOf({ entry, moves }: ReplayStep): Plain {
  return {
    at: entry === null ? null : iso(entry.at),
    kind: entry?.kind ?? 'since',
    event: entry?.event ?? null,
    actor: entry?.actor ?? '',
    sentence: entry?.sentence ?? 'Since the last entry.',
    facts: entry?.evidence ?? null,
    moves,
  };
}

/** The same value with each match replaced, wherever in its texts it stands. */
function replaced(value: unknown, pattern: RegExp, mask: string): unknown {
  if (typeof value === 'string') return value.replaceAll(pattern, () => mask);
  if (Array.isArray(value)) return value.map((each) => replaced(each, pattern, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, pattern, mask)]));
}

/** An e-mail address as it stands, in an address of the web (%40), and in JSON (\\u0040). */
function emailPattern(email: string): RegExp {
  const at = email.lastIndexOf('@');
  const [name, host] = [email.slice(0, at), email.slice(at + 1)];
  const names = [name, encodeURIComponent(name)].map((each) => RegExp.escape(each)).join('|');
  return new RegExp(`(?:${names})(?:@|%40|\\\\u0040)${RegExp.escape(host)}`, 'gi');
}

/** Who knows the number of a test charge can pay it: it is the address of its page. */
function withoutTestCharges(value: unknown, payments: readonly Payment[]): unknown {
  const charges = payments.flatMap(({ provider, externalId }) =>
    provider === 'test' && externalId !== null ? [externalId] : [],
  );
  return charges.reduce(
    (rest, charge) => replaced(rest, new RegExp(RegExp.escape(charge), 'g'), `${charge.slice(0, 6)}…`),
    value,
  );
}

function recordOf(story: Story, isMasked: boolean, now: Date): Plain {
  const { order, item, differences, ledger } = story;
  return {
    format: 'panelshop.flight-record',
    version: 1,
    exportedAt: now.toISOString(),
    store: order.store.name,
    order: {
      id: order.id,
      number: order.number,
      status: order.status,
      total: money(order.total, order.currency),
      placedAt: iso(order.createdAt),
      paidAt: iso(order.paidAt),
      completedAt: iso(order.completedAt),
    },
    customer: { email: order.customer.email, isMasked, country: order.customer.country },
    quote: {
      at: iso(order.quote.createdAt),
      expiresAt: iso(order.quote.expiresAt),
      priceListVersion: order.quote.list.version,
    },
    item: itemOf(story),
    payments: order.payments.map(paymentOf),
    service: item.service && serviceOf(item.service),
    differences: differences.map((each) => ({
      ...each,
      atRisk: money(each.amountAtRisk, each.currency),
      foundAt: iso(each.createdAt),
      lastSeenAt: iso(each.lastSeenAt),
      settledAt: iso(each.settledAt),
    })),
    ledger: ledger.map(({ kind, sourceId, createdAt, entries }) => ({
      kind,
      sourceId,
      at: iso(createdAt),
      entries: entries.map(({ account, amount, currency }) => ({ account, ...money(amount, currency) })),
    })),
    mails: order.mails.map(({ createdAt, sentAt, ...mail }) => ({
      ...mail,
      writtenAt: iso(createdAt),
      sentAt: iso(sentAt),
    })),
    steps: replayOf(timelineOf(story), standingOf(story)).map(stepOf),
  };
}

/**
 * All that is known of one order as one versioned record, with nothing that opens anything: no login, no address by which a
 * customer pays or looks. Only an owner's holds the customer's e-mail address. Null when the actor's store has no such order.
 */
export async function flightRecord(actor: Actor, orderId: string, now: Date): Promise<FlightRecord | null> {
  const story = await loadStory(actor, orderId);
  if (!story) return null;
  const isMasked = actor.kind !== 'staff' || actor.role !== 'owner';
  const record = withoutTestCharges(recordOf(story, isMasked, now), story.order.payments);
  const { email } = story.order.customer;
  // What the format does not name is left out here: rows hold more than may leave the house.
  return flightRecordSchema.parse(isMasked ? replaced(record, emailPattern(email), maskEmail(email)) : record);
}
