import type { Answer } from '../answer.ts';
import { chooseFault } from '../faults.ts';
import type { ReceivedRequest } from '../request.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Call, Format } from './call.ts';
import { element, type Element } from './document.ts';
import { encodeAjax, encodeBjson } from './encode-flat.ts';
import { encodeJson } from './encode-json.ts';
import { encodeXml } from './encode-xml.ts';
import { answerInstead, contentInstead, delayAfter, delayBefore, gaveUp, spoil, staleness } from './misbehave.ts';
import { redact } from './redact.ts';
import { Refusal } from './refusal.ts';
import { API_FUNCTIONS, isSubmitted } from './registry.ts';
import { requireSignIn } from './sign-in.ts';

const FORMATS: Record<string, Format> = { json: 'json', xjson: 'json', sjson: 'sjson', bjson: 'bjson' };

/** Answers one API call, well or badly as the fault switches have it. What it did is saved before it answers. */
export async function handleApi(sandbox: Sandbox, request: ReceivedRequest): Promise<Answer> {
  const { params } = request;
  const func = params.get('func') ?? '';
  const submit = isSubmitted(func, params);
  const rule = chooseFault(sandbox, func, submit);
  const format = readFormat(params);
  const record = (outcome: string) =>
    sandbox.record({
      at: sandbox.now().toISOString(),
      func,
      submit,
      licence: params.get('item'),
      pricelist: params.get('pricelist'),
      outcome,
      fault: rule?.fault ?? null,
      params: redact(params),
    });

  const { latencyMs } = sandbox.state.settings;

  const instead = answerInstead(rule);
  if (instead) {
    record('nothing done');
    await sandbox.delay(latencyMs + delayAfter(rule));
    return instead;
  }
  await sandbox.delay(delayBefore(rule));
  if (rule?.fault === 'hold' && !(await sandbox.hold())) {
    record('nothing done');
    return sandbox.isClosed ? { drop: true } : gaveUp();
  }
  if (sandbox.isClosed) return { drop: true };
  const call: Call = {
    sandbox,
    func,
    params,
    format,
    submit,
    now: sandbox.now(),
    staleMs: staleness(rule),
    repeatRows: rule?.fault === 'duplicate-rows',
  };
  const { content, outcome } = act(call, () => contentInstead(rule, func));
  if (submit) sandbox.save();
  record(outcome);
  await sandbox.delay(latencyMs + delayAfter(rule));
  return spoil(rule, encode(call, content));
}

function act(call: Call, injected: () => Element[] | null): { content: Element[]; outcome: string } {
  try {
    const replacement = injected();
    if (replacement) return { content: replacement, outcome: 'nothing done' };
    requireSignIn(call);
    const run = API_FUNCTIONS.get(call.func);
    if (!run) throw new Refusal('missed', 'func', call.func);
    return { content: run(call), outcome: 'ok' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { content: [error.toElement()], outcome: `${error.type}/${error.object}` };
  }
}

function readFormat(params: URLSearchParams): Format {
  const out = params.get('out') ?? '';
  if (out === '' && params.get('sfrom') === 'ajax') return 'ajax';
  return FORMATS[out] ?? 'xml';
}

function encode({ format, func }: Call, content: Element[]): Answer {
  const root = element('doc', content, { lang: 'en', func });
  if (format === 'xml') {
    return { drop: false, status: 200, contentType: 'text/xml; charset=UTF-8', body: encodeXml(root) };
  }
  return { drop: false, status: 200, contentType: 'application/json; charset=UTF-8', body: encodeAsJson(format, root) };
}

function encodeAsJson(format: Exclude<Format, 'xml'>, root: Element): string {
  switch (format) {
    case 'bjson':
      return encodeBjson(root.children);
    case 'ajax':
      return encodeAjax(root.children);
    default:
      return encodeJson(root, format === 'sjson');
  }
}
