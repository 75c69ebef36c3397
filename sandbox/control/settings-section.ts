import { selectField, textField } from '../form-fields.ts';
import { html, type Html } from '../html.ts';
import { STATUS_PLACES } from '../settings.ts';
import type { StateView } from './describe-state.ts';

const SHAPES = [
  ['nested', 'Inside a second doc'],
  ['flat', 'Directly under doc'],
] as const;

const ON_OFF = [
  ['off', 'Off'],
  ['on', 'On'],
] as const;

/** Balance and settings: a form that changes what it shows, and the way back to the start. */
export function settingsSection({ account, settings }: StateView): Html {
  return html`<section aria-labelledby="settings">
    <h2 id="settings">Balance and settings</h2>
    <form class="card" method="post" action="/control/settings">
      <div class="fields">
        ${textField({ name: 'balance', label: `Balance, ${account.currency}`, value: account.balance, hint: 'The difference is written to the ledger.' })}
        ${textField({
          name: 'activationDelayMs',
          label: 'Activation takes, ms',
          value: String(settings.activationDelayMs),
          type: 'number',
          min: '0',
          hint: 'Between payment and “active”.',
        })}
        ${selectField({
          name: 'insufficientFunds',
          label: 'When money is short',
          choices: [
            ['error', 'Answer an error'],
            ['cart', 'Leave an unpaid order'],
          ],
          selected: settings.insufficientFunds,
        })}
        ${selectField({ name: 'twoFactor', label: 'Second factor', choices: ON_OFF, selected: settings.twoFactor ? 'on' : 'off' })}
        ${textField({
          name: 'unknownLicences',
          label: 'Licences to reject',
          value: settings.unknownLicences.join(', '),
          hint: 'Numbers, with commas between.',
        })}
        ${textField({
          name: 'seed',
          label: 'Seed for chance',
          value: settings.seed === null ? '' : String(settings.seed),
          pattern: '-?[0-9]*',
          hint: 'Empty: a new chance each time.',
        })}
      </div>
      <details>
        <summary>How answers look, and time</summary>
        <div class="fields">${oddities(settings)}</div>
      </details>
      <div class="actions"><button>Save settings</button></div>
    </form>
    <details>
      <summary>Reset the sandbox</summary>
      <form method="post" action="/control/reset">
        <p class="muted">Forgets services, cart, ledger, faults, settings and price changes. Ids go on counting.</p>
        <div class="actions"><button class="quiet">Reset everything</button></div>
      </form>
    </details>
  </section>`;
}

/** What differs between installations of the vendor's software, and the clock. */
function oddities(settings: StateView['settings']): Html {
  const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');
  return html`${textField({
    name: 'denied',
    label: 'Functions to deny',
    value: settings.denied.join(', '),
    hint: 'Names or prefixes with *, with commas between.',
  })}
  ${selectField({ name: 'prolongShape', label: 'New date of a renewal', choices: SHAPES, selected: settings.prolongShape })}
  ${selectField({
    name: 'statusPlace',
    label: 'Status code stands in',
    choices: STATUS_PLACES.map((place) => [place, place] as const),
    selected: settings.statusPlace,
  })}
  ${selectField({ name: 'datePhrases', label: 'Phrases for dates', choices: ON_OFF, selected: onOff(settings.datePhrases) })}
  ${selectField({ name: 'countRows', label: 'Lists count their rows', choices: ON_OFF, selected: onOff(settings.countRows) })}
  ${textField({
    name: 'rowsPerPageMax',
    label: 'Rows on a page at most',
    value: settings.rowsPerPageMax === null ? '' : String(settings.rowsPerPageMax),
    pattern: '[0-9]*',
    hint: 'Empty: as asked for.',
  })}
  ${textField({ name: 'latencyMs', label: 'Every answer late by, ms', value: String(settings.latencyMs), type: 'number', min: '0' })}
  ${textField({
    name: 'clockOffsetMs',
    label: 'Clock ahead by, ms',
    value: String(settings.clockOffsetMs),
    type: 'number',
    hint: '86400000 is a day.',
  })}`;
}
