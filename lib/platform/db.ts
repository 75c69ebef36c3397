import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import { env } from './env.ts';

/** A database client or an open transaction. */
export type Tx = Prisma.TransactionClient;

declare global {
  // Next bundles this file a second time; both copies share one client.
  var panelshopDb: PrismaClient | undefined;
}

/** The process's one database client; made at the first call. */
export function db(): PrismaClient {
  globalThis.panelshopDb ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL ?? '', max: 10 }),
    // A checkout waits longer for a row lock under load than Prisma's two seconds.
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  });
  return globalThis.panelshopDb;
}

/** Closes the client, so that the process can end. */
export async function closeDb(): Promise<void> {
  const client = globalThis.panelshopDb;
  globalThis.panelshopDb = undefined;
  await client?.$disconnect();
}

/** Whether a write was refused because the row exists already. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
