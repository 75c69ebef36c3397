import { z } from 'zod';
import { jsonAnswer, seeOther, textAnswer, type Answer } from '../answer.ts';
import { pageAnswer } from '../page.ts';
import type { ReceivedRequest } from '../request.ts';
import type { Sandbox } from '../sandbox.ts';
import { addInBulk } from './add-in-bulk.ts';
import { changeFaultsByForm, replaceFaults } from './change-faults.ts';
import { changePrices } from './change-prices.ts';
import { changeSettings, settingsFromForm } from './change-settings.ts';
import { describeFigures, describeState } from './describe-state.ts';
import { meddle } from './meddle.ts';
import { controlPage } from './page.ts';
import { isFromThisSite, isOwnHost } from './same-site.ts';

const releaseSchema = z.strictObject({ act: z.boolean().default(true) });

/** Everything under `/control`: JSON for tests, and the same by forms for people. */
export function handleControl(sandbox: Sandbox, request: ReceivedRequest): Answer {
  if (!isOwnHost(request)) return textAnswer('Refused: open the control page by localhost or by a bare address', 403);
  if (request.method === 'GET' || request.method === 'HEAD') return read(sandbox, request);
  if (request.method !== 'POST') return textAnswer('Only GET and POST', 405);
  if (!isFromThisSite(request)) return textAnswer('Refused: the request comes from another site', 403);
  const isJson = request.json !== undefined;
  try {
    const change = changeFor(sandbox, request);
    if (!change) return textAnswer('No such control', 404);
    const made = change();
    if (!isJson) return seeOther('/control');
    const seen = request.params.get('brief') === 'on' ? describeFigures(sandbox) : describeState(sandbox);
    return jsonAnswer({ ...seen, ...made });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const problems = z.prettifyError(error);
    return isJson
      ? jsonAnswer({ error: problems }, 400)
      : pageAnswer(controlPage(describeState(sandbox), sandbox.shopUrl, problems), 400);
  }
}

function read(sandbox: Sandbox, request: ReceivedRequest): Answer {
  if (request.path === '/control/state.json') return jsonAnswer(describeState(sandbox));
  if (request.path === '/control/figures.json') return jsonAnswer(describeFigures(sandbox));
  if (request.path === '/control') return pageAnswer(controlPage(describeState(sandbox), sandbox.shopUrl, null));
  return textAnswer('No such control', 404);
}

function changeFor(sandbox: Sandbox, { path, json, form }: ReceivedRequest): (() => object | void) | null {
  const isJson = json !== undefined;
  switch (path) {
    case '/control/faults':
      return () => (isJson ? replaceFaults(sandbox, json) : changeFaultsByForm(sandbox, form));
    case '/control/settings':
      return () => changeSettings(sandbox, isJson ? json : settingsFromForm(form));
    case '/control/prices':
      return () => changePrices(sandbox, json ?? {});
    case '/control/meddle':
      return () => meddle(sandbox, json);
    case '/control/bulk':
      return () => addInBulk(sandbox, json);
    case '/control/release':
      return () => sandbox.release(releaseSchema.parse(json ?? {}).act);
    case '/control/reset':
      return () => {
        sandbox.reset();
        // A body sets up what comes next in one call.
        if (isJson) changeSettings(sandbox, json);
      };
    default:
      return null;
  }
}
