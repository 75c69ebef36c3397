import { html, type Html } from '../html.ts';
import { tableBox, timeOf } from '../page.ts';
import type { RecordedCall } from '../sandbox.ts';
import type { ServiceView, StateView } from './describe-state.ts';

/** Rows of a table on the page; state.json has all. */
const ROWS_SHOWN = 200;

const SERVICE_COLUMNS = [
  { name: 'Service' },
  { name: 'For' },
  { name: 'Tariff' },
  { name: 'Period' },
  { name: 'Cost', number: true },
  { name: 'Status' },
  { name: 'Ordered (UTC)' },
  { name: 'Expires' },
  { name: 'Renewal' },
  { name: 'Order, remoteid' },
];

const LEDGER_COLUMNS = [
  { name: 'Time (UTC)' },
  { name: 'Kind' },
  { name: 'Amount', number: true },
  { name: 'Balance', number: true },
  { name: 'Service' },
  { name: 'Description' },
];

const CALL_COLUMNS = [
  { name: 'Time (UTC)' },
  { name: 'Function' },
  { name: 'Submitted' },
  { name: 'Outcome' },
  { name: 'Fault' },
  { name: 'Parameters' },
];

/** Services, newest first; those bought twice in red and in words. */
export function servicesSection({ services, account }: StateView): Html {
  const rows = newest(services).map((service) => serviceRow(service, account.currency));
  return section(
    'services',
    'Services',
    services.length,
    tableBox('Services', SERVICE_COLUMNS, rows, 'Nothing has been ordered yet.'),
  );
}

/** Every movement of the balance, newest first. */
export function ledgerSection({ ledger, account }: StateView): Html {
  const rows = newest(ledger).map(
    (entry) =>
      html`<tr>
        <td>${timeOf(entry.at)}</td>
        <td>${entry.kind}</td>
        <td class="number">${entry.amount}</td>
        <td class="number">${entry.balanceAfter} ${account.currency}</td>
        <td class="code">${entry.serviceId ?? '–'}</td>
        <td>${entry.description}</td>
      </tr>`,
  );
  return section(
    'ledger',
    'Ledger',
    ledger.length,
    tableBox('Ledger', LEDGER_COLUMNS, rows, 'No money has moved yet.'),
  );
}

/** The last calls since the start of the process, newest first, without secrets. */
export function callsSection({ calls }: StateView): Html {
  const rows = newest(calls).map(callRow);
  return section(
    'calls',
    'Last calls',
    calls.length,
    tableBox('Last calls', CALL_COLUMNS, rows, 'Nobody has called yet.'),
  );
}

function section(id: string, title: string, count: number, table: Html): Html {
  const note = count > ROWS_SHOWN ? `the newest ${ROWS_SHOWN} of ${count}` : '';
  return html`<section aria-labelledby="${id}">
    <div class="heading">
      <h2 id="${id}">${title}</h2>
      <span class="muted">${note}</span>
    </div>
    ${table}
  </section>`;
}

function newest<T>(list: readonly T[]): T[] {
  return list.slice(-ROWS_SHOWN).toReversed();
}

function serviceRow(service: ServiceView, currency: string): Html {
  const period = service.period < 0 ? 'trial' : `${service.period} mo`;
  return html`<tr${service.duplicate && html` class="double"`}><td class="code">${service.id}</td><td class="code">${subject(service)}</td>
<td class="name">${service.name}<br><span class="muted">${service.kind} ${service.pricelistId}${service.duplicate && html` · <strong>bought twice</strong>`}</span></td>
<td class="together">${period}</td><td class="number">${service.cost} ${currency}</td>
<td><span class="status is-${service.statusName.toLowerCase()}">${service.statusName}</span></td>
<td>${timeOf(service.createdAt)}</td><td class="number">${service.expiresOn ?? '–'}</td>
<td class="together">${service.autoprolong === null ? 'off' : `every ${service.autoprolong} mo`}</td><td class="code">${service.orderId}<br><span class="muted">${service.remoteid ?? 'no remoteid'}</span></td></tr>`;
}

/** What a service is for, with what belongs to it: a name, add-ons, a key. */
function subject({ licence, ip, licname, comment, addons, licenceKey }: ServiceView): Html {
  const counts = Object.entries(addons).map(([id, count]) => `addon_${id}=${count}`);
  const more = [licname, ...counts, licenceKey].filter((text) => text !== '').join(' ');
  return html`${licence || ip || comment || '–'}${more !== '' && html`<br /><span class="muted">${more}</span>`}`;
}

function callRow(call: RecordedCall): Html {
  const shown = Object.entries(call.params).filter(([name]) => name !== 'func');
  const isGood = call.outcome === 'ok';
  return html`<tr>
    <td>${timeOf(call.at)}</td>
    <td class="code">${call.func || '–'}</td>
    <td>${call.submit ? 'yes' : 'no'}</td>
    <td><span class="status ${isGood ? 'is-active' : 'is-refused'}">${call.outcome}</span></td>
    <td class="together">${call.fault ?? '–'}</td>
    <td class="code">${shown.map(([name, value]) => `${name}=${value}`).join(' ')}</td>
  </tr>`;
}
