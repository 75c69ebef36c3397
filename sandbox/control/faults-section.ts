import type { FaultName, FaultRule } from '../fault-rules.ts';
import { checkField, selectField, textField } from '../form-fields.ts';
import { html, type Html } from '../html.ts';
import { API_FUNCTIONS } from '../api/registry.ts';
import { KINDS } from '../kinds.ts';
import { tableBox } from '../page.ts';

import type { StateView } from './describe-state.ts';

const MEANINGS = {
  'drop-before': 'does nothing, cuts the connection',
  'drop-after': 'acts, then cuts the connection',
  delay: 'waits, then acts and answers',
  'delay-after': 'acts, then answers late',
  hold: 'waits for a release, then acts and answers',
  'http-500': 'does nothing, answers HTTP 500',
  'http-500-after': 'acts, answers HTTP 500',
  'http-502': 'does nothing, answers HTTP 502',
  'http-502-after': 'acts, answers HTTP 502',
  html: 'does nothing, answers a web page',
  'html-after': 'acts, answers a web page',
  garbage: 'acts, answers random bytes',
  'garbage-before': 'does nothing, answers random bytes',
  truncated: 'acts, answers half of the text',
  'truncated-before': 'does nothing, answers a text that breaks off',
  'error-envelope': 'does nothing, answers the error below',
  'low-balance': 'does nothing, says money is short',
  'two-factor': 'asks for a second factor',
  'bad-password': 'refuses the login',
  'bad-ip': 'refuses the address',
  'stale-list': 'lists services as they were',
  'duplicate-rows': 'later pages begin with a row of the page before',
} as const satisfies Record<FaultName, string>;

const FUNCTIONS = [
  ['*', 'Every function'],
  ...KINDS.map((kind) => [`${kind}*`, `${kind} and all its functions`] as const),
  ...[...API_FUNCTIONS.keys()].map((name) => [name, name] as const),
] as const;

const COLUMNS = [{ name: 'Function' }, { name: 'Fault' }, { name: 'When' }, { name: 'Details' }, { name: 'Switch' }];

/** Fault switches: those that are on, and a form for another. */
export function faultsSection({ faults }: StateView): Html {
  return html`<section aria-labelledby="faults">
    <div class="heading">
      <h2 id="faults">Fault switches</h2>
      ${faults.length > 0 && html`<form method="post" action="/control/faults"><input type="hidden" name="action" value="clear" /><button class="quiet small">Switch all off</button></form>`}
    </div>
    <p>For each call the first switch that applies takes effect.</p>
    ${tableBox('Fault switches', COLUMNS, faults.map(ruleRow), 'All calls go well: no fault is switched on.', 'middle')}
    ${addForm()}
  </section>`;
}

function ruleRow(rule: FaultRule, index: number): Html {
  const { func, fault, probability, times, submitOnly, delayMs, staleMs, type, object, message } = rule;
  const when = [
    probability === 1 ? 'always' : `${Math.round(probability * 100)} % of calls`,
    submitOnly ? 'submitted only' : '',
    times === undefined ? '' : times === 0 ? 'used up' : `${times} more`,
  ];
  const details = Object.entries({ delayMs, staleMs, type, object, message }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  );
  return html`<tr>
    <td class="code">${func}</td>
    <td class="together"><strong>${fault}</strong><br /><span class="muted">${MEANINGS[fault]}</span></td>
    <td>${when.filter((part) => part !== '').join(', ')}</td>
    <td>${details.join(', ') || '–'}</td>
    <td>
      <form method="post" action="/control/faults">
        <input type="hidden" name="action" value="remove" /><input type="hidden" name="index" value="${index}" /><button
          class="quiet small"
        >
          Switch off<span class="unseen"> ${fault} for ${func}</span>
        </button>
      </form>
    </td>
  </tr>`;
}

function addForm(): Html {
  const choices = Object.entries(MEANINGS).map(([fault, meaning]) => [fault, `${fault}: ${meaning}`] as const);
  return html`<form class="card" method="post" action="/control/faults">
    <div class="fields">
      ${selectField({ name: 'func', label: 'Function', choices: FUNCTIONS, selected: 'addition.order.param' })}
      ${selectField({ name: 'fault', label: 'Fault', choices, selected: 'drop-after', wide: true })}
      ${textField({ name: 'probability', label: 'Probability', value: '1', type: 'number', min: '0', max: '1', step: 'any' })}
      ${textField({ name: 'times', label: 'Times', value: '', type: 'number', min: '1', hint: 'Empty: until switched off.' })}
      ${checkField({ name: 'submitOnly', label: 'Submitted calls only' })}
    </div>
    <details>
      <summary>Delay and error text</summary>
      <div class="fields">
        ${textField({ name: 'delayMs', label: 'Delay, ms', value: '', type: 'number', min: '0', hint: 'Empty: 5000 for the delays.' })}
        ${textField({ name: 'staleMs', label: 'Age of the list, ms', value: '', type: 'number', min: '0', hint: 'Empty: 60000.' })}
        ${textField({ name: 'type', label: 'Error type', value: '' })}
        ${textField({ name: 'object', label: 'Error object', value: '' })}
        ${textField({ name: 'message', label: 'Error message', value: '' })}
      </div>
    </details>
    <div class="actions"><button>Switch on</button></div>
  </form>`;
}
