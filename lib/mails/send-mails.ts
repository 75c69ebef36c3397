import { distance } from '#lib/domain/fulfilment.ts';
import { canSendMail, sendMail } from '#lib/gateways/mail/smtp.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';

const LEASE_MS = 60_000;
const RETRY_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000] as const;
const MAX_ATTEMPTS = 8;

/** Sends the mails that are due; without a mail server they are marked as kept. A mail is taken by one process at a time. */
export async function sendMails(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  if (!canSendMail()) {
    const kept = await db().mailMessage.updateMany({
      where: { status: 'queued' },
      data: { status: 'kept', nextAttemptAt: null },
    });
    return { done: kept.count, more: false };
  }
  const taken = await db().$queryRaw<{ id: string }[]>`
    UPDATE mail_messages SET "nextAttemptAt" = ${later(now, LEASE_MS)}
    WHERE id IN (
      SELECT id FROM mail_messages WHERE status = 'queued' AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  for (const { id } of taken) {
    const mail = await db().mailMessage.findUniqueOrThrow({
      where: { id },
      include: { store: { select: { supportEmail: true } } },
    });
    try {
      await sendMail({
        id: mail.id,
        from: mail.store.supportEmail,
        to: mail.toAddress,
        subject: mail.subject,
        text: mail.text,
      });
      await db().mailMessage.update({
        where: { id },
        data: { status: 'sent', sentAt: now, nextAttemptAt: null, error: null },
      });
    } catch (error) {
      const giveUp = mail.attempts + 1 >= MAX_ATTEMPTS;
      await db().mailMessage.update({
        where: { id },
        data: {
          attempts: { increment: 1 },
          status: giveUp ? 'failed' : 'queued',
          nextAttemptAt: giveUp ? null : later(now, distance(RETRY_AFTER_MS, mail.attempts)),
          error: error instanceof Error ? error.message.slice(0, 500) : 'unknown fault',
        },
      });
    }
  }
  return { done: taken.length, more: taken.length === limit };
}
