import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { calendarDate, optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** What a renewal would do. Dates are `YYYY-MM-DD`, in the upstream's own time zone. */
export type ProlongPreview = {
  readonly expiresOn: string | null;
  readonly newExpiresOn: string | null;
  /** Months that may be chosen. */
  readonly periods: readonly number[];
};

const choices = z.looseObject({
  '@name': z.string().optional(),
  val: z.array(z.looseObject({ '@key': z.string().optional() })).default([]),
});

const reply = z
  .object({ expiredate: optionalText, newexpiredate: optionalText, slist: z.array(choices).default([]) })
  .transform((doc): ProlongPreview => ({
    expiresOn: calendarDate(doc.expiredate),
    newExpiresOn: calendarDate(doc.newexpiredate),
    periods: doc.slist
      .filter((list) => list['@name'] === 'period')
      .flatMap((list) => list.val.map((each) => Number(each['@key'])))
      .filter(Number.isInteger),
  }));

/** Asks what a renewal by `period` months would do; charges nothing, because it has no `sok` (protocol.md 7.5). */
export function previewProlong(
  connection: UpstreamConnection,
  { serviceId, period }: { readonly serviceId: string; readonly period: number },
): Promise<ReadOutcome<ProlongPreview>> {
  return read(connection, { func: 'service.prolong', params: { elid: serviceId, period: String(period) }, reply });
}
