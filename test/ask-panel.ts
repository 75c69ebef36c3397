import type { PanelAnswer, PanelRequest } from '#lib/panel-api/http.ts';
import { answerPanel } from '#lib/panel-api/http.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from './factories.ts';
import type { TestClock } from './time.ts';

/** What a panel asks with: a query as text, or as names and values. */
export type Query = string | Readonly<Record<string, string>>;

/** The host name of a test shop. */
export async function hostOf({ storeId }: TestShop): Promise<string> {
  return (await db().storeHost.findFirstOrThrow({ where: { storeId } })).host;
}

/** A panel that asks one shop: `ask` for any answer, `call` for the text of an API call's answer. */
export function panelOf(host: string, clock: TestClock) {
  const ask = (query: Query, change: Partial<PanelRequest> = {}): Promise<PanelAnswer> => {
    const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
    const plain = { method: 'GET', path: '/billmgr', body: null, contentType: null, address: '203.0.113.5' };
    return answerPanel({ ...plain, query: text, host, ...change }, clock.now);
  };
  const call = async (query: Query, change: Partial<PanelRequest> = {}): Promise<string> => {
    const answer = await ask(query, change);
    if (answer.kind !== 'bytes' || answer.status !== 200) throw new Error(`Not an answer: ${JSON.stringify(answer)}`);
    return answer.body.toString('utf8');
  };
  return { ask, call };
}

/** The service names in a price list. */
export function moduleNames(xml: string): string[] {
  return [...xml.matchAll(/<additionintname>(.*?)<\/additionintname>/g)].map((match) => match[1] ?? '');
}
