import type { Prisma } from '#prisma/generated/client.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { readCursor, writeCursor } from '#lib/platform/cursor.ts';
import { db } from '#lib/platform/db.ts';
import type { DifferenceKind, SafeAction } from './difference-kinds.ts';
import { safeAction } from './difference-kinds.ts';
import { factsSchema } from './open-difference.ts';

/** A difference for people. Amounts are ten-thousandths of `currency`; `ours` and `theirs` are texts as `facts` holds them. */
export type DifferenceRow = {
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly accountId: string;
  readonly upstreamServiceId: string;
  readonly serviceId: string | null;
  /** What it is about, as our service or the upstream's row calls it. */
  readonly thing: { readonly kind: ProductKind; readonly name: string; readonly subject: string } | null;
  readonly customer: string | null;
  readonly ours: string;
  readonly theirs: string;
  readonly amountAtRisk: bigint;
  readonly currency: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly action: SafeAction;
  readonly settled: { readonly at: Date; readonly how: string; readonly note: string } | null;
};

/** What the list is narrowed to. */
export type DifferenceFilter = {
  readonly settled: boolean;
  readonly accountId?: string | undefined;
  readonly kind?: DifferenceKind | undefined;
  readonly cursor?: string | undefined;
  readonly take?: number;
};

type Thing = { kind: ProductKind; licence: string; ip: string };

function subject({ kind, licence, ip }: Thing, rest: string): string {
  return (kind === 'addition' ? licence : ip) || rest;
}

/** The store's differences, newest first, a page at a time. */
export async function listDifferences(
  actor: Actor,
  filter: DifferenceFilter,
): Promise<{ rows: DifferenceRow[]; nextCursor: string | null }> {
  demand(actor, 'services:read');
  const take = filter.take ?? 50;
  const after = readCursor(filter.cursor);
  const where: Prisma.DifferenceWhereInput = {
    storeId: actor.storeId,
    settledAt: filter.settled ? { not: null } : null,
    ...(filter.accountId === undefined ? {} : { upstreamAccountId: filter.accountId }),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    // The bound on the first column alone is what an index can begin at.
    ...(after
      ? {
          createdAt: { lte: after.at },
          OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }],
        }
      : {}),
  };
  const found = await db().difference.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: take + 1,
    include: {
      service: {
        select: {
          kind: true,
          name: true,
          licence: true,
          ip: true,
          licname: true,
          customer: { select: { email: true } },
        },
      },
    },
  });
  const page = found.slice(0, take);
  const mirrored = await db().upstreamRow.findMany({
    where: {
      OR: page.map(({ upstreamAccountId, upstreamServiceId }) => ({ upstreamAccountId, upstreamServiceId })),
    },
  });
  const rows = page.map((each): DifferenceRow => {
    const { service } = each;
    const row = mirrored.find(
      ({ upstreamAccountId, upstreamServiceId }) =>
        upstreamAccountId === each.upstreamAccountId && upstreamServiceId === each.upstreamServiceId,
    );
    const thing = service
      ? { kind: service.kind, name: service.name, subject: subject(service, service.licname) }
      : row
        ? { kind: row.kind, name: row.tariffName, subject: subject(row, row.licname || row.comment) }
        : null;
    return {
      id: each.id,
      kind: each.kind,
      accountId: each.upstreamAccountId,
      upstreamServiceId: each.upstreamServiceId,
      serviceId: each.serviceId,
      thing,
      customer: service?.customer.email ?? null,
      ...factsSchema.parse(each.facts),
      amountAtRisk: each.amountAtRisk,
      currency: each.currency,
      createdAt: each.createdAt,
      lastSeenAt: each.lastSeenAt,
      action: safeAction(each),
      settled: each.settledAt && { at: each.settledAt, how: each.settlement ?? '', note: each.note },
    };
  });
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > take && last ? writeCursor(last.createdAt, last.id) : null };
}
