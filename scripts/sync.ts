import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { db } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { migrate } from '#lib/platform/migrate.ts';
import { openSandbox } from '#lib/platform/sandbox-process.ts';
import { errorText } from '#lib/platform/start-error.ts';
import { followSettings } from '#prisma/follow-settings.ts';
import { runCommand } from './command.ts';

/** Pulls every account's list, says how each went, and gives the number of those that failed. */
async function pullAll(): Promise<number> {
  const accounts = await db().upstreamAccount.findMany({
    where: { enabled: true },
    orderBy: [{ storeId: 'asc' }, { priority: 'asc' }],
    select: { id: true, name: true, storeId: true, store: { select: { name: true } } },
  });
  if (accounts.length === 0) console.log('There is no enabled upstream account to pull from.');
  let failed = 0;
  for (const { id, name, storeId, store } of accounts) {
    try {
      const pull = await pullPriceList({ kind: 'system', storeId, job: 'sync' }, id, new Date());
      const changes = Object.entries(pull.changes).map(([kind, count]) => `${count} ${kind}`);
      console.log(`${store.name}, ${name}: ${pull.items} tariffs; ${changes.join(', ') || 'no change'}`);
    } catch (error) {
      failed += 1;
      console.error(`${store.name}, ${name}: not pulled: ${errorText(error)}`);
    }
  }
  return failed;
}

await runCommand(async (url, alone) => {
  await migrate(url);
  // Without the shop there is nobody else to start the sandbox that its account leads to.
  const sandbox = alone ? await openSandbox() : null;
  try {
    if (sandbox) provideEnv({ SANDBOX_PORT: new URL(sandbox.url).port });
    if (alone) for (const sentence of await followSettings()) console.log(sentence);
    return (await pullAll()) === 0 ? 0 : 1;
  } finally {
    await sandbox?.stop();
  }
});
