import { z } from 'zod';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { DELIVERY_INVARIANTS } from './delivery-invariants.ts';
import type { Invariant } from './invariant.ts';
import { MONEY_INVARIANTS } from './money-invariants.ts';
import { MOVEMENT_INVARIANTS } from './movement-invariants.ts';

/** How many of the things that break an invariant are named. */
const SHOWN = 5;
const TIME_LIMIT_MS = 10 * 60_000;

/** What one invariant came to: how many things were looked at, how many break it, and the first of these. */
export type Finding = {
  readonly name: string;
  readonly says: string;
  readonly checked: number;
  readonly broken: number;
  readonly first: readonly { readonly subject: string; readonly detail: string }[];
};

const rowSchema = z.object({
  checked: z.number(),
  broken: z.number(),
  first: z.array(z.object({ subject: z.string(), detail: z.string() })),
});

async function look(tx: Tx, { name, says, facts }: Invariant, now: Date): Promise<Finding> {
  // What cannot be decided counts as broken.
  const rows = await tx.$queryRaw`
    WITH facts AS (${facts(now)}), bad AS (SELECT subject, detail FROM facts WHERE broken IS NOT FALSE)
    SELECT (SELECT count(*) FROM facts)::int AS checked, (SELECT count(*) FROM bad)::int AS broken,
      (SELECT coalesce(json_agg(f), '[]') FROM (
        SELECT subject, coalesce(detail, '') AS detail FROM bad ORDER BY subject LIMIT ${SHOWN}
      ) f) AS first`;
  const [row] = z.tuple([rowSchema]).parse(rows);
  return { name, says, ...row };
}

/** Looks at every invariant inside the caller's transaction, which sees one moment of the database. It changes nothing. */
export async function lookAtLedger(tx: Tx, now: Date): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const invariant of [...MONEY_INVARIANTS, ...DELIVERY_INVARIANTS, ...MOVEMENT_INVARIANTS]) {
    findings.push(await look(tx, invariant, now));
  }
  return findings;
}

/**
 * Checks the books of the whole installation at one moment, while the shop goes on: read-only, without locks. For the
 * operator's command, which has no actor.
 */
export function checkLedger(now: Date): Promise<readonly Finding[]> {
  return db().$transaction(
    async (tx) => {
      await tx.$executeRaw`SET TRANSACTION READ ONLY`;
      return lookAtLedger(tx, now);
    },
    { isolationLevel: 'RepeatableRead', timeout: TIME_LIMIT_MS },
  );
}
