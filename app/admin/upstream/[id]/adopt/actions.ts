'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { adoptByCsv, previewCsv } from '#lib/adoption/adopt-by-csv.ts';
import { adoptByHand } from '#lib/adoption/adopt-by-hand.ts';
import { AppError } from '#lib/domain/errors.ts';
import { decodeCsv } from '#lib/adoption/decode-csv.ts';
import { requestRun } from '#lib/reconciliation/request-run.ts';
import { staffAction } from '#lib/web/action.ts';
import { staffActor } from '#lib/web/actor.ts';
import { unexpected } from '#lib/web/unexpected.ts';
import type { CsvState } from './csv-state.ts';
import { describeLines } from './csv-state.ts';

const account = z.string().min(1).max(100);

const handSchema = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('read'), account }),
  z.object({
    deed: z.literal('adopt'),
    account,
    upstreamServiceId: z.string(),
    email: z.string().max(254),
    country: z.string().max(2, 'Two letters, such as DE.').default(''),
  }),
]);

/** Reads the account's lists, or gives one row to a customer. */
export const adoptAction = staffAction(handSchema, async (actor, input) => {
  const now = new Date();
  if (input.deed === 'read') {
    await requestRun(actor, input.account, now);
    return 'The supplier’s lists are being read.';
  }
  const isNew = await adoptByHand(actor, input.account, input, now);
  return isNew
    ? `Service ${input.upstreamServiceId} belongs to ${input.email} now.`
    : `Service ${input.upstreamServiceId} belonged to ${input.email} already.`;
});

const csvSchema = z.object({
  account,
  deed: z.enum(['preview', 'adopt']).default('preview'),
  csv: z.string().default(''),
  country: z.string().max(2).default(''),
  mark: z.string().max(64).default(''),
});

async function textOf(form: FormData): Promise<string> {
  const [typed, file] = [form.get('csv'), form.get('file')];
  if (typeof typed === 'string' && typed.trim() !== '') return typed;
  return file instanceof File ? decodeCsv(await file.bytes()) : '';
}

/** Previews a mapping, or carries out the one that was previewed. A file counts where nothing was pasted. */
export async function csvAction(_previous: CsvState, form: FormData): Promise<CsvState> {
  const actor = await staffActor();
  try {
    const csv = (await textOf(form)).replaceAll('\u0000', '');
    const input = csvSchema.safeParse({ ...Object.fromEntries(form), csv });
    if (!input.success) return { status: 'refused', message: 'Choose a file, or paste its lines.' };
    const { deed, mark, account: accountId, country } = input.data;
    const mapping = { csv, country };
    if (deed === 'adopt') {
      const lines = await adoptByCsv(actor, accountId, mapping, mark, new Date());
      refresh();
      return { status: 'done', mark: '', ...describeLines(lines) };
    }
    const preview = await previewCsv(actor, accountId, mapping);
    return { status: 'previewed', mark: preview.mark, ...describeLines(preview.lines) };
  } catch (error) {
    if (error instanceof AppError) return { status: 'refused', message: error.message };
    return { status: 'refused', message: unexpected(error, 'a file of services could not be adopted') };
  }
}
