import { z } from 'zod';

const instant = z.iso.datetime();
const amount = z.object({ amount: z.string().regex(/^-?\d+\.\d{4}$/), currency: z.string() });
const facts = z.record(z.string(), z.unknown());
const move = z.object({
  of: z.enum(['order', 'item', 'payment']),
  from: z.string().nullable(),
  to: z.string(),
  by: z.string(),
  rule: z.string(),
});

const call = z.object({
  id: z.string(),
  func: z.string(),
  account: z.string(),
  naturalKey: z.string(),
  correlation: z.string(),
  baselineIds: z.array(z.string()),
  baseline: z.unknown(),
  status: z.string(),
  resolution: z.string().nullable(),
  startedAt: instant,
  deadlineAt: instant,
  finishedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  emptyReads: z.number(),
  request: z.unknown(),
  httpStatus: z.number().nullable(),
  response: z.string().nullable(),
  errorType: z.string().nullable(),
  errorObject: z.string().nullable(),
  message: z.string().nullable(),
  upstreamServiceId: z.string().nullable(),
  billOrderId: z.string().nullable(),
});

const item = z.object({
  id: z.string(),
  status: z.string(),
  reason: z.string().nullable(),
  reasonDetail: z.string().nullable(),
  overruled: z.string().nullable(),
  kind: z.string(),
  tariff: z.string(),
  name: z.string(),
  licence: z.string(),
  ip: z.string(),
  licname: z.string(),
  addons: z.unknown(),
  period: z.number(),
  cost: amount,
  retail: amount,
  upstreamCost: amount.nullable(),
  attempts: z.number(),
  nextAttemptAt: instant.nullable(),
  upstreamServiceId: z.string().nullable(),
  boughtAt: instant.nullable(),
  billOrderId: z.string().nullable(),
  account: z.object({ name: z.string(), url: z.string(), currency: z.string(), orderMode: z.string() }),
  calls: z.array(call),
});

const payment = z.object({
  id: z.string(),
  provider: z.string(),
  externalId: z.string().nullable(),
  status: z.string(),
  amount,
  surplus: z.boolean(),
  checks: z.number(),
  nextCheckAt: instant.nullable(),
  createdAt: instant,
  succeededAt: instant.nullable(),
  notifications: z.array(
    z.object({
      id: z.string(),
      receivedAt: instant,
      handledAt: instant.nullable(),
      attempts: z.number(),
      body: z.string(),
    }),
  ),
  refund: z
    .object({
      id: z.string(),
      status: z.string(),
      amount,
      reason: z.string(),
      attempts: z.number(),
      error: z.string().nullable(),
      createdAt: instant,
    })
    .nullable(),
});

const service = z.object({
  id: z.string(),
  upstreamServiceId: z.string(),
  status: z.string(),
  expiresOn: z.iso.date().nullable(),
  period: z.number(),
  autoprolong: z.number().nullable(),
  upstreamCost: amount,
  changes: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      status: z.string(),
      reason: z.string().nullable(),
      reasonDetail: z.string().nullable(),
      period: z.number().nullable(),
      wanted: z.unknown(),
      note: z.string(),
      createdAt: instant,
      finishedAt: instant.nullable(),
      calls: z.array(call),
    }),
  ),
});

/**
 * The flight record of one order, version 1: times are ISO 8601 in UTC, amounts decimal texts with four decimals. A field that
 * changes its meaning, or goes, makes a new version; new fields do not.
 */
export const flightRecordSchema = z.object({
  format: z.literal('panelshop.flight-record'),
  version: z.literal(1),
  exportedAt: instant,
  store: z.string(),
  order: z.object({
    id: z.string(),
    number: z.string(),
    status: z.string(),
    total: amount,
    placedAt: instant,
    paidAt: instant.nullable(),
    completedAt: instant.nullable(),
  }),
  customer: z.object({ email: z.string(), isMasked: z.boolean(), country: z.string() }),
  quote: z.object({ at: instant, expiresAt: instant, priceListVersion: z.number() }),
  item,
  payments: z.array(payment),
  service: service.nullable(),
  differences: z.array(
    z.object({
      kind: z.string(),
      facts: z.unknown(),
      atRisk: amount,
      foundAt: instant,
      lastSeenAt: instant,
      settledAt: instant.nullable(),
      settlement: z.string().nullable(),
    }),
  ),
  ledger: z.array(
    z.object({
      kind: z.string(),
      sourceId: z.string(),
      at: instant,
      entries: z.array(amount.extend({ account: z.string() })),
    }),
  ),
  mails: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      status: z.string(),
      writtenAt: instant,
      sentAt: instant.nullable(),
      error: z.string().nullable(),
    }),
  ),
  /** The whole story, oldest first, each step with the moves that it made and the rule of each. */
  steps: z.array(
    z.object({
      at: instant.nullable(),
      kind: z.string(),
      event: z.string().nullable(),
      actor: z.string(),
      sentence: z.string(),
      facts: facts.nullable(),
      moves: z.array(move),
    }),
  ),
});

/** See `flightRecordSchema`. */
export type FlightRecord = z.infer<typeof flightRecordSchema>;
