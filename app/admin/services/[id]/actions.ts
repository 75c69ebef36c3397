'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { cancelChange } from '#lib/services/cancel-change.ts';
import { checkChange } from '#lib/services/check-change.ts';
import { requestChange } from '#lib/services/request-change.ts';
import { requestEdit } from '#lib/services/request-edit.ts';
import { retryChange } from '#lib/services/retry-change.ts';
import { settleChange } from '#lib/services/settle-change.ts';
import { staffAction } from '#lib/web/action.ts';

const id = z.string().min(1).max(64);
const reason = z.string().trim().max(1000, 'Keep the reason below 1000 characters.').default('');
const text = z.string().max(1000).optional();

const deedSchema = z.discriminatedUnion('deed', [
  z.object({
    deed: z.literal('renew'),
    service: id,
    period: z.coerce.number().int(),
    expiresOn: z.iso.date(),
    cost: z
      .string()
      .regex(/^\d{1,18}$/)
      .transform(BigInt),
    note: reason,
  }),
  z.looseObject({
    deed: z.literal('edit'),
    service: id,
    licence: text,
    ip: text,
    licname: text,
    autoprolong: z.literal('off').optional(),
    note: reason,
  }),
  z.object({ deed: z.enum(['suspend', 'resume']), service: id, note: reason }),
  z.object({ deed: z.literal('delete'), service: id, typed: z.string().max(64), note: reason }),
  z.object({ deed: z.literal('check'), change: id }),
  z.object({ deed: z.literal('retry'), change: id, reason }),
  z.object({
    deed: z.literal('settle'),
    change: id,
    finding: z.enum(['done', 'not_done'], 'Say what you found.'),
    reason,
  }),
  z.object({ deed: z.literal('cancel'), change: id, reason }),
]);

/** Quantities that the form sent as `addon_<id>`. */
function addonsOf(input: Readonly<Record<string, unknown>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]): [string, number][] => {
      const addon = /^addon_(\d{1,12})$/.exec(name)?.[1];
      // What is no number is refused by name, as a quantity that nothing allows.
      return addon === undefined ? [] : [[addon, /^\d{1,9}$/.test(String(value).trim()) ? Number(value) : -1]];
    }),
  );
}

/** All that staff may do to a service. One action, so that the page's one line of status speaks for whichever was done last. */
export const actOnService = staffAction(deedSchema, async (actor, input) => {
  const now = new Date();
  switch (input.deed) {
    case 'renew': {
      const { period, note, expiresOn, cost } = input;
      await requestChange(actor, input.service, { action: 'renew', period, note, seen: { expiresOn, cost } }, now);
      // The preview was for this renewal; the next one is asked about anew.
      return redirect(`/admin/services/${input.service}`);
    }
    case 'edit': {
      const { licence, ip, licname, note } = input;
      const off = input.autoprolong === 'off';
      await requestEdit(actor, input.service, { licence, ip, licname, addons: addonsOf(input), off }, note, now);
      return 'The change is on its way to the supplier.';
    }
    case 'suspend':
    case 'resume':
      await requestChange(actor, input.service, { action: input.deed, note: input.note }, now);
      return input.deed === 'suspend' ? 'The suspension is on its way.' : 'The resumption is on its way.';
    case 'delete':
      await requestChange(actor, input.service, { action: 'delete', typed: input.typed, note: input.note }, now);
      return 'The deletion is on its way to the supplier.';
    case 'check':
      await checkChange(actor, input.change, now);
      return 'The supplier was asked again; the story below has its answer.';
    case 'retry':
      await retryChange(actor, input.change, input.reason, now);
      return 'It is being sent now.';
    case 'settle':
      await settleChange(actor, input.change, input.finding, input.reason, now);
      return input.finding === 'done' ? 'Settled as done.' : 'Settled as not done; it can be asked for again.';
    case 'cancel':
      await cancelChange(actor, input.change, input.reason, now);
      return 'Given up; nothing was sent.';
  }
});
