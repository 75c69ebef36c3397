import { z } from 'zod';
import { calendarDate, moneyText, optionalText, requiredText } from './fields.ts';

/** A module that the account has, as the upstream's own list shows it. */
export type AdditionRow = {
  readonly id: string;
  /** Licence number as the list prints it; empty when it prints none. */
  readonly licence: string;
  readonly tariffName: string;
  /** Tariff id where the list offers it. */
  readonly upstreamId: string | null;
  readonly period: number | null;
  readonly status: AdditionStatus;
  /** `YYYY-MM-DD` in the upstream's own time zone, which it does not give. */
  readonly expiresOn: string | null;
  readonly createdOn: string | null;
  /** Months of automatic renewal; null when it is off or not said. */
  readonly autoprolong: string | null;
  readonly remoteid: string | null;
  /** Ten-thousandths, for the row's own period. */
  readonly cost: bigint | null;
};

/** Where the upstream says a service stands (protocol.md 8). */
export type AdditionStatus = 'ordered' | 'active' | 'suspended' | 'deleted' | 'processing' | 'unknown';

const STATUS_BY_CODE: Readonly<Record<string, AdditionStatus>> = {
  '1': 'ordered',
  '2': 'active',
  '3': 'suspended',
  '4': 'deleted',
  '5': 'processing',
};

const statusElement = z.array(z.object({ '#text': z.string().default(''), '@orig': z.string().optional() })).optional();

/** The columns of a row or form that only some servers send. */
const columns = z.object({
  item: optionalText,
  pricelist: optionalText,
  pricelist_id: optionalText,
  pricelist_name: optionalText,
  period: optionalText,
  item_real_status: optionalText,
  item_status: statusElement,
  status: optionalText,
  expiredate: optionalText,
  real_expiredate: optionalText,
  createdate: optionalText,
  autoprolong: optionalText,
  remoteid: optionalText,
  cost: optionalText,
});

/** A row of the list: its id is `<id>`. */
export const additionListRow = columns.extend({ id: requiredText }).transform((row) => toRow(row.id, row));

/** The form of one module: its id is `<elid>`. */
export const additionForm = columns.extend({ elid: requiredText }).transform((row) => toRow(row.elid, row));

// A word where a code should be is no status: words are translated (protocol.md 14, client 7).
function statusOf(row: z.output<typeof columns>): AdditionStatus {
  const [shown] = row.item_status ?? [];
  const places = [row.item_real_status, shown?.['@orig'], shown?.['#text'].trim(), row.status];
  for (const place of places) {
    const status = STATUS_BY_CODE[place ?? ''];
    if (status) return status;
  }
  return 'unknown';
}

function toRow(id: string, row: z.output<typeof columns>): AdditionRow {
  const { pricelist } = row;
  const isId = /^\d+$/.test(pricelist ?? '');
  return {
    id,
    licence: row.item ?? '',
    tariffName: row.pricelist_name ?? (isId ? '' : (pricelist ?? '')),
    upstreamId: row.pricelist_id ?? (isId ? pricelist : null),
    period: /^-?\d{1,4}$/.test(row.period ?? '') ? Number(row.period) : null,
    status: statusOf(row),
    expiresOn: calendarDate(row.expiredate, row.real_expiredate),
    createdOn: calendarDate(row.createdate),
    autoprolong: /^\d+$/.test(row.autoprolong ?? '') ? row.autoprolong : null,
    remoteid: row.remoteid,
    cost: moneyText(row.cost ?? '')?.amount ?? null,
  };
}

/** Whether a row is of a licence. Some servers print a name around the number: it counts as a number of its own within the text. */
export function isOfLicence(row: AdditionRow, licence: string): boolean {
  return row.licence === licence || row.licence.split(/\D+/).includes(licence);
}
