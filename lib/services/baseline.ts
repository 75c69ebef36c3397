import { z } from 'zod';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';

const text = z.string().nullable();
const baseline = z.object({
  status: z.string(),
  expiresOn: text,
  licence: z.string(),
  ip: z.string(),
  name: z.string(),
  autoprolong: text,
  /** Of a renewal: what its preview promised, and what it asked in the account's currency. */
  newExpiresOn: text,
  cost: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt)
    .nullable(),
});

/** A service before a change was sent, and what a renewal was told to cost. */
export type Baseline = Readonly<z.output<typeof baseline>>;

/** Reads the `baseline` of a call; null for a call that has none. */
export function readBaseline(json: unknown): Baseline | null {
  return json === null || json === undefined ? null : baseline.parse(json);
}

/** Writes the `baseline` of a call. */
export function writeBaseline(row: ServiceRow, offer: { newExpiresOn: string | null; cost: bigint } | null) {
  return {
    status: row.status,
    expiresOn: row.expiresOn,
    licence: row.licence,
    ip: row.ip,
    name: row.kind === 'platform' ? row.comment : row.licname,
    autoprolong: row.autoprolong,
    newExpiresOn: offer?.newExpiresOn ?? null,
    cost: offer?.cost.toString() ?? null,
  };
}
