import { Prisma } from '#prisma/generated/client.ts';

/** Something that is always true of the books. `facts` gives one row per thing looked at: `subject`, `detail`, `broken`. */
export type Invariant = {
  readonly name: string;
  /** What holds, as one sentence for people. */
  readonly says: string;
  /** `now` is the moment of the look, for what must not wait too long. */
  readonly facts: (now: Date) => Prisma.Sql;
};

/** Ten-thousandths as a decimal text in SQL; nothing at all where there is no amount. */
export function amountText(column: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`coalesce(round(${column} / 10000.0, 4)::text, 'nothing')`;
}

/** Postings with what they move on accounts of a kind, such as `provider:`; positive is debit. */
export function postings(kinds: readonly string[], account: string): Prisma.Sql {
  return Prisma.sql`
    SELECT t.kind::text AS kind, t."sourceId", t."storeId", count(DISTINCT t.id)::int AS times,
      sum(e.amount) FILTER (WHERE starts_with(e.account, ${account})) AS moved
    FROM ledger_transactions t LEFT JOIN ledger_entries e ON e."transactionId" = t.id
    WHERE t.kind::text = ANY(${[...kinds]})
    GROUP BY 1, 2, 3`;
}
