import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { startSandbox } from './server.ts';

/** What the tests read of `/control/state.json`. */
const stateSchema = z.object({
  account: z.object({ balance: z.string(), currency: z.string() }),
  faults: z.array(z.looseObject({ fault: z.string(), times: z.number().optional() })),
  services: z.array(
    z.looseObject({
      kind: z.string(),
      id: z.string(),
      licence: z.string(),
      licenceKey: z.string(),
      pricelistId: z.string(),
      cost: z.string(),
      paid: z.boolean(),
      status: z.string(),
      duplicate: z.boolean(),
      expiresOn: z.string().nullable(),
      autoprolong: z.number().nullable(),
      remoteid: z.string().nullable(),
    }),
  ),
  cart: z.array(z.looseObject({ id: z.string(), orderId: z.string() })),
  ledger: z.array(z.looseObject({ kind: z.string(), amount: z.string(), balanceAfter: z.string() })),
  duplicates: z.number(),
  held: z.number(),
  now: z.string(),
  calls: z.array(z.looseObject({ func: z.string(), outcome: z.string(), fault: z.string().nullable() })),
});

type Fields = Record<string, string>;

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });

/** A sandbox with a client of it, for the sandbox's own tests. */
export type TestSandbox = Awaited<ReturnType<typeof startTestSandbox>>;

/** Starts a sandbox on any port, in memory unless told otherwise. */
export async function startTestSandbox(options: Omit<Parameters<typeof startSandbox>[0], 'port'> = {}) {
  const running = await startSandbox({ port: 0, ...options });
  const { url } = running;

  const send = (fields: Fields) => fetch(`${url}/billmgr`, { method: 'POST', body: new URLSearchParams(fields) });

  /** A signed-in call, by POST; the raw text of the answer. */
  const call = async (func: string, fields: Fields = {}): Promise<string> => {
    const response = await send({ authinfo: 'reseller:sandbox-password', func, ...fields });
    return await response.text();
  };

  /** A signed-in call; the content of `<doc>`. */
  const callXml = async (func: string, fields: Fields = {}): Promise<Record<string, unknown>> => {
    const parsed: unknown = parser.parse(await call(func, fields));
    return z.object({ doc: z.record(z.string(), z.unknown()) }).parse(parsed).doc;
  };

  /** A signed-in call with `out=json`. */
  const callJson = async (func: string, fields: Fields = {}): Promise<Record<string, unknown>> => {
    const parsed: unknown = JSON.parse(await call(func, { out: 'json', ...fields }));
    return z.object({ doc: z.record(z.string(), z.unknown()) }).parse(parsed).doc;
  };

  /** `type/object` of a refusal; fails the test when the call was accepted. */
  const refusal = async (func: string, fields: Fields = {}): Promise<string> => {
    const { error } = z
      .looseObject({ error: z.looseObject({ '@type': z.string(), '@object': z.string() }) })
      .parse(await callXml(func, fields));
    return `${error['@type']}/${error['@object']}`;
  };

  const order = (fields: Fields = {}) =>
    callXml('addition.order.param', {
      item: '234256',
      pricelist: '9203',
      period: '1',
      skipbasket: 'on',
      sok: 'ok',
      ...fields,
    });

  const control = async (what: string, body: unknown): Promise<Response> =>
    fetch(`${url}/control/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const state = async () => stateSchema.parse(await (await fetch(`${url}/control/state.json`)).json());

  return { url, send, call, callXml, callJson, refusal, order, control, state, close: () => running.close() };
}
