import { z } from 'zod';
import { startSandbox } from '#sandbox/server.ts';

const serviceSchema = z.object({
  id: z.string(),
  kind: z.string().default('addition'),
  licence: z.string(),
  ip: z.string().default(''),
  licname: z.string().default(''),
  pricelistId: z.string(),
  remoteid: z.string().nullable(),
  paid: z.boolean(),
  status: z.string(),
  expiresOn: z.string().nullable(),
});

const stateSchema = z.object({
  account: z.object({ balance: z.string() }),
  services: z.array(serviceSchema),
  ledger: z.array(z.object({ kind: z.string(), amount: z.string(), serviceId: z.string().nullable() })),
  duplicates: z.number(),
});

const figuresSchema = z.object({ held: z.number() });

/** What the sandbox says of itself, not of what it told the shop. */
export type SupplierState = z.infer<typeof stateSchema>;

/** A fault switch (sandbox/README.md). */
export type Fault = {
  readonly func: string;
  readonly fault: string;
  readonly times?: number;
  readonly probability?: number;
  readonly submitOnly?: boolean;
  readonly delayMs?: number;
  readonly staleMs?: number;
};

/** Steers a sandbox through its control address and reads its own books. */
export function steer(base: string) {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${base}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    url: `${base}/billmgr`,
    faults: (faults: readonly Fault[]) => post('faults', faults),
    settings: (settings: Readonly<Record<string, unknown>>) => post('settings', settings),
    reset: () => post('reset', {}),
    release: (act: boolean) => post('release', { act }),
    /** What somebody does in the client area. */
    meddle: (deed: Readonly<Record<string, unknown>>) => post('meddle', deed),
    state: async (): Promise<SupplierState> =>
      stateSchema.parse(await (await fetch(`${base}/control/state.json`)).json()),
    /** How many calls wait for a release. */
    held: async (): Promise<number> =>
      figuresSchema.parse(await (await fetch(`${base}/control/figures.json`)).json()).held,
  };
}

/** See `steer`. */
export type Supplier = ReturnType<typeof steer>;

/** A sandbox in this process, in memory, on its own port. `now` is its clock. */
export async function startSupplier(now?: () => Date): Promise<Supplier & { close(): Promise<void> }> {
  const sandbox = await startSandbox({ port: 0, activationDelayMs: 0, balance: '100000000.0000', now });
  return { ...steer(sandbox.url), close: () => sandbox.close() };
}

/** Services that were charged for and stand there still. */
export function paidServices(state: SupplierState, ...licences: readonly string[]): SupplierState['services'] {
  return state.services.filter(({ paid, status, licence }) => paid && status !== '4' && licences.includes(licence));
}

/** How often the account was charged for these services, by the kind of charge. */
export function charges(state: SupplierState, kind: 'order' | 'prolong', serviceIds: readonly string[]): number {
  return state.ledger.filter((entry) => entry.kind === kind && serviceIds.includes(entry.serviceId ?? '')).length;
}
