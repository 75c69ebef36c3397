import { z } from 'zod';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { runChanges } from '#lib/services/run-changes.ts';
import type { TestShop } from './factories.ts';
import type { TestSandbox } from './sandbox-control.ts';
import type { TestClock } from './time.ts';

const TARIFFS = { addition: '9203', softexternal: '9203', platform: '55163', soft: '55227' } as const;

const meddled = z.object({ id: z.string() });
const state = z.object({
  services: z.array(
    z.object({
      id: z.string(),
      licence: z.string(),
      ip: z.string(),
      licname: z.string(),
      comment: z.string(),
      addons: z.record(z.string(), z.number()),
      status: z.string(),
      cost: z.string(),
      expiresOn: z.string().nullable(),
      autoprolong: z.number().nullable(),
    }),
  ),
  ledger: z.array(z.object({ kind: z.string(), amount: z.string(), serviceId: z.string().nullable() })),
  calls: z.array(z.object({ func: z.string(), submit: z.boolean() })),
  held: z.number(),
});

/** What the house is that a service is made in. */
export type House = { readonly sandbox: TestSandbox; readonly shop: TestShop; readonly clock: TestClock };

/** Steers the sandbox by its control address. */
export async function control(sandbox: TestSandbox, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(sandbox.url.replace('/billmgr', `/control/${path}`), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

let count = 0;

/** A service that exists at the sandbox and here, active for a month, of a customer of its own. */
export async function makeService(
  { sandbox, shop, clock }: House,
  kind: ProductKind = 'softexternal',
  wish: Readonly<Record<string, unknown>> = {},
) {
  count += 1;
  const upstreamId = TARIFFS[kind];
  const subject = { licence: String(700_000 + count), ip: `198.51.100.${count}` };
  const { id: upstreamServiceId } = meddled.parse(
    await control(sandbox, 'meddle', { action: 'add-service', kind, pricelist: upstreamId, ...subject, ...wish }),
  );
  const seen = await upstreamService(sandbox, upstreamServiceId);
  const id = newId('svc');
  await db().service.create({
    data: {
      id,
      store: { connect: { id: shop.storeId } },
      account: { connect: { id: shop.accountId } },
      customer: {
        create: { id: newId('cus'), storeId: shop.storeId, email: `owner${count}@example.org`, country: 'DE' },
      },
      upstreamServiceId,
      kind,
      upstreamId,
      name: 'CloudLinux',
      licence: seen.licence,
      ip: seen.ip,
      addons: seen.addons,
      period: 1,
      expiresOn: seen.expiresOn === null ? null : new Date(seen.expiresOn),
      upstreamCurrency: 'EUR',
      createdAt: clock.now(),
    },
  });
  return { id, upstreamServiceId, expiresOn: seen.expiresOn ?? '' };
}

/** A service as the sandbox has it. */
export async function upstreamService(sandbox: TestSandbox, upstreamServiceId: string) {
  const { services } = await upstreamState(sandbox);
  const found = services.find((each) => each.id === upstreamServiceId);
  if (!found) throw new Error(`The sandbox has no service ${upstreamServiceId}`);
  return found;
}

/** The sandbox's whole state, as far as changes are concerned. */
export async function upstreamState(sandbox: TestSandbox) {
  return state.parse(await (await fetch(sandbox.url.replace('/billmgr', '/control/state.json'))).json());
}

/** How often the sandbox charged for renewals of a service. */
export async function chargesOf(sandbox: TestSandbox, upstreamServiceId: string): Promise<readonly string[]> {
  const { ledger } = await upstreamState(sandbox);
  return ledger
    .filter(({ kind, serviceId }) => kind === 'prolong' && serviceId === upstreamServiceId)
    .map(({ amount }) => amount);
}

/** Runs rounds of service changes while time passes, so that every distance of the tables comes by. */
export async function runChangesFor(clock: TestClock, seconds: number, step = 5): Promise<void> {
  for (let passed = 0; passed <= seconds; passed += step) {
    await runChanges(clock.now);
    clock.pass(step);
  }
}

/** How a change stands, with its service, its calls and what was booked for it. */
export async function changeStanding(changeId: string) {
  const change = await db().serviceChange.findUniqueOrThrow({
    where: { id: changeId },
    include: { service: true, calls: { orderBy: { createdAt: 'asc' } } },
  });
  const booked = await db().ledgerTransaction.findMany({
    where: { kind: 'renewal', sourceId: changeId },
    include: { entries: { orderBy: { amount: 'asc' } } },
  });
  return {
    status: change.status,
    reason: change.reason,
    service: change.service,
    calls: change.calls.map(({ status, resolution }) => [status, resolution] as const),
    booked: booked.flatMap((posting) => posting.entries.map((entry) => entry.amount)),
  };
}
