import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { calendarDate, moneyText, optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** What a renewal would do. Dates are `YYYY-MM-DD`, in the upstream's own time zone. */
export type ProlongPreview = {
  readonly expiresOn: string | null;
  readonly newExpiresOn: string | null;
  /** Months that may be chosen. */
  readonly periods: readonly number[];
  /** Ten-thousandths; null where the upstream does not tell it. */
  readonly cost: bigint | null;
  readonly currency: string | null;
};

const choices = z.looseObject({
  '@name': z.string().optional(),
  val: z.array(z.looseObject({ '@key': z.string().optional() })).default([]),
});

const form = z.object({
  expiredate: optionalText,
  real_expiredate: optionalText,
  newexpiredate: optionalText,
  cost: optionalText,
  currency: optionalText,
  slist: z.array(choices).default([]),
});

// The new date is known under <doc> and under a nested <doc> (protocol.md 3.1).
const reply = form
  .extend({ doc: z.array(z.object({ newexpiredate: optionalText })).default([]) })
  .transform((doc): ProlongPreview => {
    const cost = moneyText(doc.cost ?? '');
    return {
      expiresOn: calendarDate(doc.expiredate, doc.real_expiredate),
      newExpiresOn: calendarDate(doc.newexpiredate, doc.doc[0]?.newexpiredate ?? null),
      periods: doc.slist
        .filter((list) => list['@name'] === 'period')
        .flatMap((list) => list.val.map((each) => Number(each['@key'])))
        .filter(Number.isInteger),
      cost: cost?.amount ?? null,
      currency: cost ? (cost.currency ?? doc.currency) : null,
    };
  });

/** Asks what a renewal by `period` months would do; charges nothing, because it has no `sok` (protocol.md 7.5). */
export function previewProlong(
  connection: UpstreamConnection,
  { serviceId, period }: { readonly serviceId: string; readonly period: number },
): Promise<ReadOutcome<ProlongPreview>> {
  return read(connection, { func: 'service.prolong', params: { elid: serviceId, period: String(period) }, reply });
}
