import type { Tx } from './db.ts';

/** What other processes may want to know at once: work for a job, or a new published version. */
export type Wake = 'payments' | 'fulfilment' | 'mails' | 'refunds' | 'reconciliation' | 'published';

/** The channel that all processes listen on. */
export const WAKE_CHANNEL = 'panelshop_wake';

/** Tells every process when the transaction commits; nobody hears of one that is rolled back. */
export async function wake(tx: Tx, what: Wake): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${WAKE_CHANNEL}, ${what})`;
}
