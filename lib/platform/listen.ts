import { Client } from 'pg';
import { env } from './env.ts';
import { log } from './log.ts';
import { WAKE_CHANNEL, type Wake } from './wake.ts';

/** What a listener hears: a wake-up, or `reconnected` when some may have been missed. */
export type Heard = Wake | 'reconnected';

const WAKES = [
  'payments',
  'fulfilment',
  'mails',
  'refunds',
  'reconciliation',
  'published',
] as const satisfies readonly Wake[];
const RECONNECT_MS = [250, 1_000, 5_000, 15_000] as const;

/**
 * Listens for `wake` on a connection of its own and connects again whenever that is lost, saying `reconnected` then.
 * Resolves after the first attempt, also when the database cannot be reached yet.
 */
export async function listen(onWake: (heard: Heard) => void): Promise<{ stop(): Promise<void> }> {
  let client: Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let failures = 0;
  let stopped = false;

  const lost = (lostClient: Client, error: Error | null): void => {
    if (client !== lostClient) return;
    client = null;
    if (stopped) return;
    const waitMs = RECONNECT_MS[Math.min(failures, RECONNECT_MS.length - 1)];
    failures += 1;
    log().warn({ error: error?.message }, 'the connection that listens for wake-ups was lost');
    retry = setTimeout(() => void connect(true), waitMs);
  };

  const connect = async (again: boolean): Promise<void> => {
    retry = null;
    const fresh = new Client({
      connectionString: env().DATABASE_URL,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    });
    client = fresh;
    fresh.on('error', (error) => lost(fresh, error));
    fresh.on('end', () => lost(fresh, null));
    fresh.on('notification', ({ payload }) => {
      const heard = WAKES.find((known) => known === payload);
      if (heard) onWake(heard);
    });
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${WAKE_CHANNEL}`);
      failures = 0;
      if (again && !stopped) onWake('reconnected');
    } catch (error) {
      lost(fresh, error instanceof Error ? error : null);
      await fresh.end().catch(() => {});
    }
  };

  await connect(false);
  return {
    async stop() {
      stopped = true;
      if (retry) clearTimeout(retry);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
