import { closeDb } from '#lib/platform/db.ts';
import { runChanges } from '#lib/services/run-changes.ts';

// A worker of its own for tests that kill it: one round of service changes at the moment given as argument.
const moment = process.argv[2] ?? '';
await runChanges(() => new Date(moment));
await closeDb();
