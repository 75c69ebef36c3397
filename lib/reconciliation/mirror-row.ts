import { ipText } from '#lib/domain/ip-address.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';

/** A row of the upstream's list as the mirror keeps it: amounts and dates as texts, so that a page travels as one JSON text. */
export type MirrorRow = {
  readonly id: string;
  readonly kind: ServiceRow['kind'];
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
  readonly comment: string;
  readonly tariffName: string;
  readonly upstreamId: string | null;
  readonly period: number | null;
  readonly status: ServiceRow['status'];
  readonly expiresOn: string | null;
  readonly createdOn: string | null;
  readonly autoprolong: number | null;
  readonly remoteid: string | null;
  readonly cost: string | null;
  readonly currency: string | null;
};

/** A correlation of ours as a word of its own, in a name or a comment that carries it. */
const CORRELATION = /(?:^|[^\p{L}\p{N}_-])(call_[0-9a-z]{20})(?![\p{L}\p{N}_-])/u;

/** A date that exists: a text such as 0000-00-00 is none. */
function dateText(text: string | null): string | null {
  const date = new Date(`${text ?? ''}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${text}T`) ? text : null;
}

/** The number of the licence, where the text around it leaves no doubt. */
function licenceText(text: string): string {
  const numbers = text.split(/\D+/).filter((part) => part !== '');
  const [number] = numbers;
  return numbers.length === 1 && number !== undefined ? number : text;
}

// "on" does not say how many months; the row's own period is what is renewed, else the shortest.
function autoprolongMonths({ autoprolong, period }: ServiceRow): number | null {
  if (autoprolong === null) return null;
  const months = Number(autoprolong);
  if (Number.isInteger(months) && months > 0 && months <= 1200) return months;
  return period !== null && period > 0 ? period : 1;
}

/** Makes a row ready for the mirror. Where the list shows no remoteid, a correlation of ours in name or comment stands for it. */
export function toMirrorRow(row: ServiceRow): MirrorRow {
  const carried = CORRELATION.exec(`${row.licname} ${row.comment}`)?.[1] ?? null;
  return {
    id: row.id,
    kind: row.kind,
    licence: licenceText(row.licence),
    ip: ipText(row.ip),
    licname: row.licname,
    comment: row.comment,
    tariffName: row.tariffName,
    upstreamId: row.upstreamId,
    period: row.period,
    status: row.status,
    expiresOn: dateText(row.expiresOn),
    createdOn: dateText(row.createdOn),
    autoprolong: autoprolongMonths(row),
    remoteid: (row.remoteid ?? '') === '' ? carried : row.remoteid,
    cost: row.cost === null || row.cost < 0n ? null : row.cost.toString(),
    currency: row.currency,
  };
}
