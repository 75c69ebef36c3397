import { distance } from '#lib/domain/fulfilment.ts';
import { canSendMail, sendMail } from '#lib/gateways/mail/smtp.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';

/** Longer than the slowest mail server may take over one mail: each step of the talk has a limit of its own. */
const LEASE_MS = 10 * 60_000;
const RETRY_AFTER_MS = [60_000, 300_000, 1_800_000, 7_200_000] as const;
const MAX_ATTEMPTS = 8;

/** Takes the mail that waits longest, by one process at a time; its lease runs from the moment it is taken. Null: none is due. */
async function take(now: Date): Promise<string | null> {
  const [taken] = await db().$queryRaw<{ id: string }[]>`
    UPDATE mail_messages SET "nextAttemptAt" = ${later(now, LEASE_MS)}
    WHERE id = (
      SELECT id FROM mail_messages WHERE status = 'queued' AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  return taken?.id ?? null;
}

async function send(id: string, now: Date): Promise<void> {
  const mail = await db().mailMessage.findUniqueOrThrow({
    where: { id },
    include: { store: { select: { supportEmail: true } } },
  });
  const { toAddress: to, subject, text } = mail;
  try {
    await sendMail({ id, from: mail.store.supportEmail, to, subject, text });
  } catch (error) {
    const giveUp = mail.attempts + 1 >= MAX_ATTEMPTS;
    await db().mailMessage.updateMany({
      where: { id, status: 'queued' },
      data: {
        attempts: { increment: 1 },
        status: giveUp ? 'failed' : 'queued',
        nextAttemptAt: giveUp ? null : later(now, distance(RETRY_AFTER_MS, mail.attempts)),
        error: error instanceof Error ? error.message.slice(0, 500) : 'unknown fault',
      },
    });
    return;
  }
  await db().mailMessage.update({
    where: { id },
    data: { status: 'sent', sentAt: now, nextAttemptAt: null, error: null },
  });
}

/**
 * Sends the mails that are due, one after another; without a mail server they are marked as kept.
 * A mail is taken by one process at a time, just before it is sent.
 */
export async function sendMails(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  if (!canSendMail()) {
    const kept = await db().mailMessage.updateMany({
      where: { status: 'queued' },
      data: { status: 'kept', nextAttemptAt: null },
    });
    return { done: kept.count, more: false };
  }
  const begun = performance.now();
  for (let done = 0; done < limit; done += 1) {
    // A slow mail server makes a round long: what counts is the moment at which each mail is taken.
    const moment = later(now, performance.now() - begun);
    const id = await take(moment);
    if (id === null) return { done, more: false };
    await send(id, moment);
  }
  return { done: limit, more: true };
}
