import { migrate } from '#lib/platform/migrate.ts';
import { runCommand } from './command.ts';

await runCommand(async (url) => {
  const applied = await migrate(url);
  for (const name of applied) console.log(`Applied ${name}`);
  if (applied.length === 0) console.log('The database is up to date.');
  return 0;
});
