import { z } from 'zod';
import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { calendarDate, optionalText } from './fields.ts';
import type { WriteOutcome } from './outcome.ts';

/** A renewal that was done and charged. */
export type Prolonged = { readonly newExpiresOn: string };

// Answers are known with the date under <doc> and under a nested <doc> (protocol.md 3.1).
const reply = z
  .object({
    newexpiredate: optionalText,
    doc: z.array(z.object({ newexpiredate: optionalText })).default([]),
  })
  .transform((doc, context): Prolonged => {
    const date = calendarDate(doc.newexpiredate, doc.doc[0]?.newexpiredate ?? null);
    if (date === null) context.addIssue({ code: 'custom', message: 'no new date' });
    return { newExpiresOn: date ?? '' };
  });

/** Renews a service by `period` months, charged at once; a repeat charges again (protocol.md 7.5). */
export function prolong(
  connection: UpstreamConnection,
  { serviceId, period }: { readonly serviceId: string; readonly period: number },
): Promise<WriteOutcome<Prolonged>> {
  return write(connection, {
    func: 'service.prolong',
    params: { elid: serviceId, period: String(period), sok: 'ok' },
    reply,
  });
}
