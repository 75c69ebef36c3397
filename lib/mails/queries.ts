import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { readCursor, writeCursor } from '#lib/platform/cursor.ts';

const PAGE = 50;

/** A line of the mail list. */
export type MailRow = {
  readonly id: string;
  readonly toAddress: string;
  readonly subject: string;
  readonly status: 'queued' | 'sent' | 'kept' | 'failed';
  readonly createdAt: Date;
  readonly orderId: string | null;
};

const select = { id: true, toAddress: true, subject: true, status: true, createdAt: true, orderId: true } as const;

/** The store's mails, newest first, a page at a time. */
export async function listMails(
  actor: Actor,
  input: { cursor?: string },
): Promise<{ rows: MailRow[]; nextCursor: string | null }> {
  demand(actor, 'mails:read');
  const after = readCursor(input.cursor);
  const rows = await db().mailMessage.findMany({
    where: {
      storeId: actor.storeId,
      ...(after ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    select,
  });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > PAGE && last ? writeCursor(last.createdAt, last.id) : null };
}

/** One mail with its text; null when the store has none of this id. */
export async function findMail(actor: Actor, id: string) {
  demand(actor, 'mails:read');
  return db().mailMessage.findFirst({
    where: { id, storeId: actor.storeId },
    select: { ...select, text: true, sentAt: true, error: true, attempts: true },
  });
}
