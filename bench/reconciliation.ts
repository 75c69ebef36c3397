import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { startEmbeddedDatabase } from '#lib/platform/database-server.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { migrate } from '#lib/platform/migrate.ts';

// node bench/reconciliation.ts: how time and memory of a reconciliation grow with the services of the account. Every service comes
// from an order with its postings; every hundredth has another last day at the supplier.
const SIZES = [1_000, 10_000, 100_000] as const;
const HEAP_MB = 256;
const [STORE, ACCOUNT] = ['sto_bench', 'upa_bench'];

const resultSchema = z.object({
  ms: z.number(),
  peakKb: z.number(),
  result: z.object({ status: z.literal('finished'), rows: z.number(), found: z.record(z.string(), z.number()) }),
});

/** What a shop with so many services has: written past the rules, because only the reading of it is measured. */
function shopOf(count: number, port: number): string {
  const n = `generate_series(1, ${count}) n`;
  return `
    TRUNCATE stores, differences, upstream_rows, reconciliation_runs CASCADE;
    INSERT INTO stores (id, name, currency, "orderPrefix", "supportEmail") VALUES ('${STORE}', 'Bench', 'EUR', 'B', 'b@example.org');
    INSERT INTO upstream_accounts (id, "storeId", name, url, username, "passwordEncrypted", currency, kinds, "isSandbox")
      VALUES ('${ACCOUNT}', '${STORE}', 'Bench', 'http://127.0.0.1:${port}/billmgr', 'bench', '${encryptSecret('bench', ACCOUNT)}', 'EUR',
        '{addition,softexternal,platform,soft}', true);
    INSERT INTO customers (id, "storeId", email, country) VALUES ('cus_b', '${STORE}', 'b@example.org', 'DE');
    INSERT INTO price_list_items (id, "upstreamAccountId", kind, "upstreamId", "additionIntname", intname, name, "lastSeenAt")
      VALUES ('pli_b', '${ACCOUNT}', 'addition', '9204', 'Softaculous', 'softaculous', 'Softaculous', now());
    INSERT INTO products (id, "storeId", kind, name, "itemId") VALUES ('prd_b', '${STORE}', 'addition', 'Softaculous', 'pli_b');
    INSERT INTO published_price_lists (id, "storeId", version, currency, "publishedBy") VALUES ('ppl_b', '${STORE}', 1, 'EUR', 'bench');
    INSERT INTO quotes (id, "storeId", "productId", "publishedPriceListId", licence, "expiresAt")
      SELECT 'q' || n, '${STORE}', 'prd_b', 'ppl_b', (10000000 + n)::text, now() + interval '1 day' FROM ${n};
    INSERT INTO orders (id, "storeId", number, "publicId", "customerId", "quoteId", status, total, currency)
      SELECT 'ord_' || n, '${STORE}', 'B-' || n, 'p' || n, 'cus_b', 'q' || n, 'completed', 29000, 'EUR' FROM ${n};
    INSERT INTO order_items (id, "storeId", "orderId", "productId", "upstreamAccountId", kind, "upstreamId", name, licence, period, cost, retail,
        currency, "upstreamCost", "upstreamCurrency", markup, "fulfilmentStatus", "upstreamServiceId", "boughtAt", "updatedAt")
      SELECT 'itm_' || n, '${STORE}', 'ord_' || n, 'prd_b', '${ACCOUNT}', 'addition', '9204', 'Softaculous', (10000000 + n)::text, 1, 20000, 29000,
        'EUR', 20000, 'EUR', '{}', 'active', n::text, now() - interval '1 day', now() FROM ${n};
    INSERT INTO services (id, "storeId", "customerId", "productId", "orderItemId", "upstreamAccountId", "upstreamServiceId", kind, "upstreamId",
        name, licence, period, "expiresOn", "upstreamCost", "upstreamCurrency", "createdAt")
      SELECT 'svc_' || n, '${STORE}', 'cus_b', 'prd_b', 'itm_' || n, '${ACCOUNT}', n::text, 'addition', '9204', 'Softaculous',
        (10000000 + n)::text, 1, '2027-01-20', 20000, 'EUR', now() - interval '1 day' FROM ${n};
    INSERT INTO ledger_transactions (id, "storeId", kind, "sourceId") SELECT 'ltx_' || n, '${STORE}', 'purchase', 'itm_' || n || ':' || n FROM ${n};
    INSERT INTO ledger_entries (id, "transactionId", account, amount, currency)
      SELECT 'len_' || n || side, 'ltx_' || n, CASE side WHEN 'd' THEN 'cost-of-sales' ELSE 'upstream:${ACCOUNT}' END,
        CASE side WHEN 'd' THEN 20000 ELSE -20000 END, 'EUR' FROM ${n}, (VALUES ('d'), ('c')) s(side);
    ANALYZE;`;
}

async function startListing(count: number): Promise<{ port: number; stop(): void }> {
  const child = fork(join(import.meta.dirname, 'listing-server.ts'), [String(count)]);
  const [port] = await once(child, 'message');
  return { port: Number(port), stop: () => child.kill() };
}

async function reconcile(databaseUrl: string) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, APP_KEY, LOG_LEVEL: 'error' };
  // V8 uses what it may: only under a limit does the peak say what is needed.
  const execArgv = [`--max-old-space-size=${HEAP_MB}`];
  const child = fork(join(import.meta.dirname, 'reconcile-once.ts'), [ACCOUNT, STORE], { env, execArgv });
  const [message] = await once(child, 'message');
  return resultSchema.parse(message);
}

const APP_KEY = '0123456789abcdef'.repeat(4);
provideEnv({ APP_KEY, LOG_LEVEL: 'error' });
const directory = mkdtempSync(join(tmpdir(), 'panelshop-bench-'));
chmodSync(directory, 0o755);
const server = await startEmbeddedDatabase(directory, 'bench');
try {
  await migrate(server.url);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  console.log(`${cpus().length} cores, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}\n`);
  console.log(
    `reconciliation of one account against an upstream that answers at once, pages of 500, heap limited to ${HEAP_MB} MB`,
  );
  for (const size of SIZES) {
    const listing = await startListing(size);
    await client.query(shopOf(size, listing.port));
    for (const time of ['first run', 'second run']) {
      const { ms, peakKb, result } = await reconcile(server.url);
      const figures = `${(ms / 1000).toFixed(1)} s, ${((ms * 1000) / size).toFixed(0)} µs a service, peak ${Math.round(peakKb / 1024)} MB`;
      console.log(`  ${`${size} services, ${time}`.padEnd(34)} ${figures}, found ${JSON.stringify(result.found)}`);
    }
    listing.stop();
  }
  await client.end();
} finally {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
}
