import { z } from 'zod';
import type { Actor } from '#lib/domain/actor.ts';
import { ipText } from '#lib/domain/ip-address.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { IS_UNCLAIMED } from '#lib/reconciliation/find-only-upstream.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { findAccount } from './find-account.ts';

const PAGE = 50;

/** What an id of the supplier is; anything else comes from an address that somebody wrote. */
const ID = /^[\w-]{1,64}$/;

const rowsSchema = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(PRODUCT_KINDS),
    tariffName: z.string(),
    licence: z.string(),
    ip: z.string(),
    licname: z.string(),
    comment: z.string(),
    status: z.string(),
    period: z.number().nullable(),
    expiresOn: z.date().nullable(),
    cost: z.bigint().nullable(),
    currency: z.string().nullable(),
  }),
);

/** A row of the upstream's list that nobody here has. `cost` in ten-thousandths. */
export type UnclaimedRow = z.output<typeof rowsSchema>[number];

/** What the account has and nobody here does, as of the last reading; ordered by id, a page at a time. `q` is an id, a licence or an address. */
export async function listUnclaimed(
  actor: Actor,
  accountId: string,
  filter: { readonly q?: string | undefined; readonly after?: string | undefined },
): Promise<{ account: { id: string; name: string }; rows: readonly UnclaimedRow[]; next: string | null }> {
  const account = await findAccount(actor, accountId);
  const q = filter.q?.replaceAll('\u0000', '').trim().toWellFormed() ?? '';
  const typed = ipText(q);
  const after = ID.test(filter.after ?? '') ? filter.after : '';
  const narrowed = q === '' ? Prisma.empty : Prisma.sql`AND ${typed} IN (r."upstreamServiceId", r.licence, r.ip)`;
  const rows = rowsSchema.parse(
    await db().$queryRaw`
      SELECT r."upstreamServiceId" AS id, r.kind::text, r."tariffName", r.licence, r.ip, r.licname, r.comment, r.status, r.period,
        r."expiresOn", r.cost, r.currency
      FROM upstream_rows r
      WHERE r."upstreamAccountId" = ${account.id} AND r."upstreamServiceId" > ${after} ${narrowed} AND ${IS_UNCLAIMED}
      ORDER BY r."upstreamServiceId" LIMIT ${PAGE + 1}`,
  );
  const page = rows.slice(0, PAGE);
  return { account, rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}
