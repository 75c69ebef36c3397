import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { closeDb } from '#lib/platform/db.ts';

// A worker of its own for tests that kill it: one round of fulfilment at the moment given as argument.
const moment = process.argv[2] ?? '';
await runFulfilment(() => new Date(moment));
await closeDb();
