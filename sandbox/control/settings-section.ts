import { selectField, textField } from '../form-fields.ts';
import { html, type Html } from '../html.ts';
import type { StateView } from './describe-state.ts';

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
