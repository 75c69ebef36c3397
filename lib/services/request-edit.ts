import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ipText } from '#lib/domain/ip-address.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import { findOwned } from './find-owned.ts';
import { requestChange } from './request-change.ts';

/** A service's form as it was sent: every field that was shown, changed or not. `off`: the supplier's own renewal. */
export type SubmittedEdit = {
  readonly licence: string | undefined;
  readonly ip: string | undefined;
  readonly licname: string | undefined;
  readonly addons: Readonly<Record<string, number>>;
  readonly off: boolean;
};

function changed(now: string | undefined, was: string): string | undefined {
  return now === undefined || now.trim() === was ? undefined : now.trim();
}

/** Asks for what a form changed, and for nothing else. Refuses as `requestChange` does, and with `addon_quantity`. */
export async function requestEdit(
  actor: Actor,
  serviceId: string,
  submitted: SubmittedEdit,
  note: string,
  at: Date,
): Promise<string> {
  const service = await findOwned(actor, serviceId);
  const broken = Object.entries(submitted.addons).find(([, quantity]) => quantity < 0);
  if (broken) throw new AppError('invalid', 'addon_quantity', 'Write a whole number.', `addon_${broken[0]}`);
  const had = readQuantities(service.addons);
  const addons = Object.fromEntries(
    Object.entries(submitted.addons).filter(([addon, quantity]) => (had[addon] ?? 0) !== quantity),
  );
  const licence = changed(submitted.licence, service.licence);
  const ip = changed(submitted.ip && ipText(submitted.ip), service.ip);
  const licname = changed(submitted.licname, service.licname);
  const edit = {
    ...(licence === undefined ? {} : { licence }),
    ...(ip === undefined ? {} : { ip }),
    ...(licname === undefined ? {} : { licname }),
    ...(Object.keys(addons).length === 0 ? {} : { addons }),
    ...(submitted.off ? { autoprolong: null } : {}),
  };
  return requestChange(actor, serviceId, { action: 'edit', note, ...edit }, at);
}
