import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { StateView } from './describe-state.ts';
import { faultsSection } from './faults-section.ts';
import { callsSection, ledgerSection, servicesSection } from './record-sections.ts';
import { settingsSection } from './settings-section.ts';

/** The control page; `problem` says why the last form was refused. */
export function controlPage(view: StateView, shopUrl: string, problem: string | null): Page {
  return {
    title: 'Control',
    lead: html`What the supplier’s account looks like from inside, and how it is to behave. The shop is expected at
      <a href="${shopUrl}">${shopUrl}</a>.`,
    content: html`${problem !== null && html`<p class="notice" role="alert">Nothing was changed. <span class="lines">${problem}</span></p>`}
    ${view.duplicates > 0 && duplicateNotice(view.duplicates)} ${figures(view)} ${settingsSection(view)}
    ${faultsSection(view)} ${servicesSection(view)} ${ledgerSection(view)} ${callsSection(view)}`,
    current: '/control',
  };
}

function duplicateNotice(surplus: number): Html {
  const what = surplus === 1 ? 'One service was' : `${surplus} services were`;
  return html`<p class="notice">
    ${what} bought although the same was already paid for on the same licence or address, or with the same remoteid. See
    the rows in red.
  </p>`;
}

function figures({ account, services, duplicates, faults, held }: StateView): Html {
  const running = services.filter(({ status }) => status === '2').length;
  return html`<dl class="figures">
<div><dt>Balance</dt><dd>${account.balance} ${account.currency}</dd></div>
<div><dt>Active services</dt><dd>${running}</dd></div>
<div><dt>Bought twice</dt><dd${duplicates > 0 && html` class="alarm"`}>${duplicates}</dd></div>
<div><dt>Fault switches</dt><dd>${faults.length}</dd></div>
${
  held > 0 &&
  html`<div>
    <dt>Calls held</dt>
    <dd>
      ${held}
      <form method="post" action="/control/release"><button class="quiet small">Let go</button></form>
    </dd>
  </div>`
}
</dl>`;
}
