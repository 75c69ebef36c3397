import { setTimeout as pause } from 'node:timers/promises';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { closeDb } from '#lib/platform/db.ts';

// One worker of the bench: rounds without rest until its parent lets go.
process.send?.('ready');
while (process.connected) {
  const { done } = await runFulfilment(systemClock);
  if (done === 0) await pause(10);
}
await closeDb();
