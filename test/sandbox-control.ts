import { z } from 'zod';
import { startSandbox } from '#sandbox/server.ts';

const stateSchema = z.object({
  account: z.object({ balance: z.string() }),
  services: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      licence: z.string(),
      ip: z.string(),
      pricelistId: z.string(),
      paid: z.boolean(),
      status: z.string(),
      remoteid: z.string().nullable(),
    }),
  ),
  ledger: z.array(z.object({ kind: z.string(), amount: z.string() })),
  duplicates: z.number(),
  calls: z.array(z.object({ func: z.string(), submit: z.boolean() })),
});

/** A fault switch of the sandbox (sandbox/README.md). */
export type Fault = {
  readonly func: string;
  readonly fault: string;
  readonly times?: number;
  readonly probability?: number;
  readonly submitOnly?: boolean;
  readonly delayMs?: number;
  readonly staleMs?: number;
  readonly type?: string;
  readonly object?: string;
  readonly message?: string;
};

/** A sandbox of its own, in memory, steered through its control API as an operator would. */
export async function startTestSandbox(
  options: { balance?: string; activationDelayMs?: number; stateFile?: string } = {},
) {
  const { balance, ...rest } = options;
  const sandbox = await startSandbox({ port: 0, activationDelayMs: 0, ...rest });
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${sandbox.url}/control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`The sandbox refused ${path}: ${await response.text()}`);
  };
  if (balance !== undefined) await post('settings', { balance });
  return {
    url: `${sandbox.url}/billmgr`,
    close: () => sandbox.close(),
    faults: (faults: readonly Fault[]) => post('faults', faults),
    settings: (settings: Record<string, unknown>) => post('settings', settings),
    prices: (prices: Record<string, unknown>) => post('prices', prices),
    /** What an outsider does behind our back (sandbox/README.md). */
    meddle: (action: Record<string, unknown>) => post('meddle', action),
    /** Lets calls that are held go on, acting or not. */
    release: (act = true) => post('release', { act }),
    state: async () => stateSchema.parse(await (await fetch(`${sandbox.url}/control/state.json`)).json()),
    /** Paid services of a licence that still exist: what was really bought. */
    async bought(licence: string) {
      const { services } = await this.state();
      return services.filter((service) => service.licence === licence && service.paid && service.status !== '4');
    },
  };
}

/** See `startTestSandbox`. */
export type TestSandbox = Awaited<ReturnType<typeof startTestSandbox>>;
