import { z } from 'zod';
import type { UpstreamKind } from './export-price-list.ts';
import { calendarDate, moneyText, optionalText, requiredText } from './fields.ts';

/** Where the upstream says a service stands (protocol.md 8). */
export type ServiceStatus = 'ordered' | 'active' | 'suspended' | 'deleted' | 'processing' | 'unknown';

/** A service that the account has, as the upstream shows it; texts that it does not show are empty. */
export type ServiceRow = {
  readonly kind: UpstreamKind;
  readonly id: string;
  /** Licence number to which a module is bound, as the list prints it; empty for all else. */
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
  readonly comment: string;
  readonly tariffName: string;
  /** Tariff id where it is shown. */
  readonly upstreamId: string | null;
  readonly period: number | null;
  readonly status: ServiceStatus;
  /** `YYYY-MM-DD` in the upstream's own time zone, which it does not give. */
  readonly expiresOn: string | null;
  readonly createdOn: string | null;
  /** Months of automatic renewal, or `on` where they are not told; null when it is off or not said. */
  readonly autoprolong: string | null;
  readonly remoteid: string | null;
  /** Ten-thousandths, for the row's own period. */
  readonly cost: bigint | null;
  /** Currency of the cost, where its text has one. */
  readonly currency: string | null;
};

const STATUS_BY_CODE: Readonly<Record<string, ServiceStatus>> = {
  '1': 'ordered',
  '2': 'active',
  '3': 'suspended',
  '4': 'deleted',
  '5': 'processing',
};

const statusElement = z.array(z.object({ '#text': z.string().default(''), '@orig': z.string().optional() })).optional();

/** The columns of a row or form that only some servers, or some kinds, send. */
export const serviceColumns = z.object({
  item: optionalText,
  ip: optionalText,
  licname: optionalText,
  comment: optionalText,
  pricelist: optionalText,
  pricelist_id: optionalText,
  pricelist_name: optionalText,
  period: optionalText,
  item_real_status: statusElement,
  item_status: statusElement,
  status: statusElement,
  expiredate: optionalText,
  real_expiredate: optionalText,
  createdate: optionalText,
  autoprolong: optionalText,
  remoteid: optionalText,
  cost: optionalText,
});

type Columns = z.output<typeof serviceColumns>;

/** A row of a kind's list: its id is `<id>`. */
export function serviceListRow(kind: UpstreamKind) {
  return serviceColumns.extend({ id: requiredText }).transform((row): ServiceRow => toServiceRow(kind, row.id, row));
}

// A word where a code should be is no status: words are translated (protocol.md 14, client 7).
function statusOf(row: Columns): ServiceStatus {
  const elements = [row.item_real_status, row.item_status, row.status].map((found) => found?.[0]);
  const places = elements.flatMap((element) => [element?.['@orig'], element?.['#text'].trim()]);
  for (const place of places) {
    const status = STATUS_BY_CODE[place ?? ''];
    if (status) return status;
  }
  return 'unknown';
}

function autoprolongOf({ autoprolong, period }: Columns): string | null {
  if (/^[1-9]\d*$/.test(autoprolong ?? '')) return autoprolong;
  // The newer cart says only that it is on (protocol.md 7.7).
  if (autoprolong !== 'on') return null;
  return /^[1-9]\d*$/.test(period ?? '') ? period : autoprolong;
}

/** Reads the columns of a row or a form. */
export function toServiceRow(kind: UpstreamKind, id: string, row: Columns): ServiceRow {
  const { pricelist } = row;
  const isId = /^\d+$/.test(pricelist ?? '');
  const cost = moneyText(row.cost ?? '');
  return {
    kind,
    id,
    licence: kind === 'addition' ? (row.item ?? '') : '',
    ip: row.ip ?? '',
    licname: row.licname ?? '',
    comment: row.comment ?? '',
    tariffName: row.pricelist_name ?? (isId ? '' : (pricelist ?? '')),
    upstreamId: row.pricelist_id ?? (isId ? pricelist : null),
    period: /^-?\d{1,4}$/.test(row.period ?? '') ? Number(row.period) : null,
    status: statusOf(row),
    expiresOn: calendarDate(row.expiredate, row.real_expiredate),
    createdOn: calendarDate(row.createdate),
    autoprolong: autoprolongOf(row),
    remoteid: row.remoteid,
    cost: cost?.amount ?? null,
    currency: cost?.currency ?? null,
  };
}

/** Whether a row is of a licence. Some servers print a name around the number: it counts as a number of its own within the text. */
export function isOfLicence(row: ServiceRow, licence: string): boolean {
  return row.licence === licence || row.licence.split(/\D+/).includes(licence);
}
