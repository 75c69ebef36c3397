'use server';

import { z } from 'zod';
import { acceptDifference } from '#lib/reconciliation/accept-difference.ts';
import { markGone } from '#lib/reconciliation/mark-gone.ts';
import { requestRun } from '#lib/reconciliation/request-run.ts';
import { switchOffAutoprolong } from '#lib/reconciliation/switch-off.ts';
import { takeOver } from '#lib/reconciliation/take-over.ts';
import { staffAction } from '#lib/web/action.ts';

const id = z.string().min(1).max(100);

const deedSchema = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('run'), account: id }),
  z.object({ deed: z.literal('take_over'), id }),
  z.object({ deed: z.literal('switch_off'), id }),
  z.object({ deed: z.literal('mark_gone'), id }),
  z.object({
    deed: z.literal('accept'),
    id,
    note: z
      .string()
      .trim()
      .min(3, 'Say why: it stays with the difference.')
      .max(1000, 'Keep it below 1000 characters.'),
  }),
]);

/** All that may be done about differences. One action, so that the page's one line of status speaks for whichever was done last. */
export const actOnDifference = staffAction(deedSchema, async (actor, input) => {
  const now = new Date();
  switch (input.deed) {
    case 'run':
      await requestRun(actor, input.account, now);
      return 'A new reconciliation was asked for.';
    case 'take_over':
      await takeOver(actor, input.id, now);
      return 'The supplier’s value was taken over.';
    case 'switch_off':
      await switchOffAutoprolong(actor, input.id, now);
      return 'The supplier is asked to switch its renewal off; the service’s page follows it.';
    case 'mark_gone':
      await markGone(actor, input.id, now);
      return 'The service is marked as gone.';
    case 'accept':
      await acceptDifference(actor, input.id, input.note, now);
      return 'Left as it is, with your note.';
  }
});
