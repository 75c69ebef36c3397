import { badPassword, tooManyAttempts } from '../faults.ts';
import { checkAuthinfo } from '../panel-login.ts';
import { priceListBytes } from '../price-list-cache.ts';
import type { PanelFunction } from './panel-function.ts';

/** What panels ask for. A list of several types at once would mix them up: one id can stand in two. */
const USUAL_TYPE = 'addition';

/**
 * `pricelist.export` (protocol.md 6): the published prices of one type, with or without `authinfo`. Wrong credentials are answered as such,
 * never with the anonymous list. `onlyavailable` changes nothing, because what is not available is not published.
 */
export const pricelistExport: PanelFunction = async ({ storeId, params, format, address, now }) => {
  const authinfo = params.get('authinfo');
  if (authinfo !== undefined) {
    const login = await checkAuthinfo(storeId, authinfo, address, now);
    if (login.kind === 'wrong') return { kind: 'fault', fault: badPassword() };
    if (login.kind === 'too_many') return { kind: 'fault', fault: tooManyAttempts() };
  }
  const filter = { kind: params.get('itemtype') || USUAL_TYPE, upstreamId: params.get('pricelist') ?? '', format };
  return { kind: 'document', bytes: await priceListBytes(storeId, filter) };
};
