import { findShop } from '#lib/platform/shop-lock.ts';
import { nextKeyPath } from '#lib/platform/app-key.ts';
import { env } from '#lib/platform/env.ts';
import { migrate } from '#lib/platform/migrate.ts';
import { StartError } from '#lib/platform/start-error.ts';
import { rotateAppKey } from '#lib/upstream-accounts/rotate-app-key.ts';
import { runCommand } from './command.ts';
import { wantedKey } from './wanted-key.ts';

let wanted: string | null = null;
try {
  wanted = await wantedKey(process.argv.slice(2), process.stdin);
} catch {
  console.error('Usage: npm run key:rotate [-- --to - < a file with 64 hexadecimal digits]');
  process.exit(1);
}
await runCommand(async (url) => {
  const directory = env().DATA_DIR;
  const shop = findShop(directory);
  if (shop) throw new StartError(`The shop is running (process ${shop.pid}): stop it first. Nothing was changed.`);
  await migrate(url);
  const { secrets, key, inFile } = await rotateAppKey(directory, wanted);
  console.log(`${secrets === 1 ? '1 stored secret was' : `${secrets} stored secrets were`} encrypted under a new key.`);
  if (inFile) console.log(`The key is in ${directory}/app-key. Back it up.`);
  else {
    console.log(`Set APP_KEY=${key}`);
    console.log(`in every process of this shop before it starts; ${nextKeyPath(directory)} keeps it until then.`);
  }
  console.log('Everybody has to sign in again.');
  return 0;
});
