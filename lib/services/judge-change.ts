import { ipText } from '#lib/domain/ip-address.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import { isOfLicence } from '#lib/gateways/upstream/service-row.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { addMonths, daysBetween, parseDay } from './calendar.ts';
import type { Edit } from './edit.ts';
import type { UpstreamState } from './read-state.ts';

/**
 * What the upstream shows of a change. `other`: the service lasts longer, but not by this renewal. `unclear`: it does not show
 * what would tell. `gone`: it shows no such service.
 */
export type Verdict = 'reached' | 'not_reached' | 'other' | 'unclear' | 'gone';

/** A change as far as a reading can tell whether it was done. */
export type JudgedChange = {
  readonly action: ServiceAction;
  readonly wanted: Edit;
  readonly period: number | null;
  readonly periodStart: Date | null;
};

/** What is known of the write: when it was sent, and what the preview promised. */
export type JudgedWrite = { readonly sentAt: Date; readonly newExpiresOn: string | null };

/** An upstream of another time zone, or a renewal around midnight, may end a day or two beside what was promised. */
const TOLERANCE_DAYS = 3;

/** The days on which a renewal may end: as the preview said, else a period from the old end, or from the day of the write. */
function expectedEnds(change: JudgedChange, start: Date, write: JudgedWrite): readonly Date[] {
  const promised = write.newExpiresOn === null ? null : parseDay(write.newExpiresOn);
  if (promised) return [promised];
  const months = change.period ?? 0;
  return [addMonths(start, months), addMonths(write.sentAt, months)];
}

function judgeRenewal(row: ServiceRow, change: JudgedChange, write: JudgedWrite | null): Verdict {
  const expiresOn = row.expiresOn === null ? null : parseDay(row.expiresOn);
  const { periodStart } = change;
  if (expiresOn === null || periodStart === null) return 'unclear';
  const moved = daysBetween(periodStart, expiresOn);
  if (moved === 0) return 'not_reached';
  if (moved < 0) return 'unclear';
  if (write === null) return 'other';
  const fits = expectedEnds(change, periodStart, write).some(
    (end) => Math.abs(daysBetween(end, expiresOn)) <= TOLERANCE_DAYS,
  );
  return fits ? 'reached' : 'other';
}

function judgeEdit({ row, addons }: UpstreamState & { row: ServiceRow }, wanted: Edit): Verdict {
  const shown: (boolean | null)[] = [];
  const compare = (want: string | undefined, is: string): void => {
    if (want !== undefined) shown.push(is === '' && want !== '' ? null : is === want);
  };
  if (wanted.licence !== undefined) shown.push(row.licence === '' ? null : isOfLicence(row, wanted.licence));
  compare(wanted.ip === undefined ? undefined : ipText(wanted.ip), ipText(row.ip));
  compare(wanted.licname, row.kind === 'platform' ? row.comment : row.licname);
  if (wanted.autoprolong === null) shown.push(row.autoprolong === null);
  for (const [id, quantity] of Object.entries(wanted.addons ?? {})) {
    const is = addons?.[id];
    shown.push(is === undefined ? null : is === quantity);
  }
  if (shown.includes(false)) return 'not_reached';
  return shown.includes(null) ? 'unclear' : 'reached';
}

/** Compares what the upstream shows with what a change wants. `write` is the call that may have done it; null: none was sent. */
export function judgeChange(change: JudgedChange, state: UpstreamState, write: JudgedWrite | null): Verdict {
  const { row } = state;
  if (change.action === 'delete') return row === null ? 'reached' : 'not_reached';
  if (row === null) return 'gone';
  switch (change.action) {
    case 'renew':
      return judgeRenewal(row, change, write);
    case 'edit':
      return judgeEdit({ ...state, row }, change.wanted);
    case 'suspend':
      return row.status === 'suspended' ? 'reached' : 'not_reached';
    case 'resume':
      return row.status === 'active' ? 'reached' : 'not_reached';
  }
}
