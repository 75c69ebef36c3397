import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';

/** A mail before it is a row; `key` names its kind, subject and period (R12). */
export type Mail = {
  readonly key: string;
  readonly storeId: string;
  readonly orderId: string | null;
  readonly toAddress: string;
  readonly subject: string;
  readonly text: string;
};

/** Writes a mail's row in the transaction of what it reports; the same key is written once. A job sends it. */
export async function queueMail(tx: Tx, mail: Mail): Promise<void> {
  await tx.mailMessage.createMany({
    data: [{ id: newId('mail'), nextAttemptAt: new Date(0), ...mail }],
    skipDuplicates: true,
  });
}
