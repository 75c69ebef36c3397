import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { closeDb } from '#lib/platform/db.ts';
import { EnvError } from '#lib/platform/env.ts';
import { withShopDatabase } from '#lib/platform/shop-database.ts';
import { StartError } from '#lib/platform/start-error.ts';

/** Runs a command of the shop on its database; the work gives the exit code. A refusal is one sentence and code 1. */
export async function runCommand(work: (url: string, alone: boolean) => Promise<number>): Promise<never> {
  try {
    const settings = join(import.meta.dirname, '../.env');
    if (existsSync(settings)) process.loadEnvFile(settings);
    const code = await withShopDatabase(async (url, alone) => {
      try {
        return await work(url, alone);
      } finally {
        await closeDb();
      }
    });
    process.exit(code);
  } catch (error) {
    if (error instanceof StartError || error instanceof EnvError) console.error(error.message);
    else console.error(error);
    process.exit(1);
  }
}
