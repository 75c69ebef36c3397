import { seeOther, textAnswer, type Answer } from '../answer.ts';
import { isFromThisSite } from '../control/same-site.ts';
import { pageAnswer } from '../page.ts';
import type { ReceivedRequest } from '../request.ts';
import type { Sandbox } from '../sandbox.ts';
import { licenceSnapshot, readPanelLicence, updateLicence } from './licence.ts';
import { panelPage } from './page.ts';
import { readShopPrices } from './shop-prices.ts';

/** `/panel`, the module page of an ispmanager panel, and its button. */
export async function handlePanel(sandbox: Sandbox, request: ReceivedRequest): Promise<Answer> {
  const licence = readPanelLicence(request.params);
  if (request.path === '/panel' && request.method !== 'POST') {
    const prices = await readShopPrices(sandbox.shopUrl);
    const snapshot = licenceSnapshot(sandbox, licence.number);
    const known = sandbox.state.tariffs.filter(({ kind }) => kind === 'addition');
    return pageAnswer(panelPage({ licence, snapshot, prices, known, shopUrl: sandbox.shopUrl }));
  }
  if (request.path === '/panel/update' && request.method === 'POST') {
    if (!isFromThisSite(request)) return textAnswer('Refused: the request comes from another site', 403);
    updateLicence(sandbox, licence.number);
    return seeOther(`/panel?${new URLSearchParams({ license: licence.number, ip: licence.ip })}`);
  }
  return textAnswer('Not found', 404);
}
