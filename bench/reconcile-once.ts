import { closeDb } from '#lib/platform/db.ts';
import { runReconciliation } from '#lib/reconciliation/run.ts';

// A process of its own for each size, so that the peak of its memory is its own.
const [accountId = '', storeId = ''] = process.argv.slice(2);
const startedAt = performance.now();
const result = await runReconciliation({ kind: 'system', storeId, job: 'bench' }, accountId, new Date());
const ms = Math.round(performance.now() - startedAt);
await closeDb();
process.send?.({ ms, peakKb: process.resourceUsage().maxRSS, result });
