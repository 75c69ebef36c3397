import { textField } from '../form-fields.ts';
import { html, type Html } from '../html.ts';
import { tableBox, timeOf, type Page } from '../page.ts';
import type { PanelSnapshot, Tariff } from '../state.ts';
import type { Licence } from './licence.ts';
import type { ShopModule, ShopPrices } from './shop-prices.ts';

type PanelView = {
  licence: Licence;
  snapshot: PanelSnapshot | null;
  prices: ShopPrices;
  /** What this panel can install: modules that the supplier has. */
  known: readonly Tariff[];
  shopUrl: string;
};

const COLUMNS = [{ name: 'Module' }, { name: 'Price a month', number: true }, { name: 'Action', number: true }];

/** The module page: what the shop sells, what the licence has, and a way to buy. */
export function panelPage(view: PanelView): Page {
  const { licence, prices, shopUrl } = view;
  return {
    title: 'Modules',
    lead: html`The module page of an ispmanager panel, with the prices of the shop at
      <a href="${shopUrl}">${shopUrl}</a>.`,
    content: html`${licence.problem !== null && html`<p class="notice" role="alert">${licence.problem} An example is shown instead.</p>`}
      ${licenceCard(view)}
      <section aria-labelledby="modules">
        <h2 id="modules">Modules for licence ${licence.number}</h2>
        ${prices.problem !== null && html`<p class="notice" role="alert">${prices.problem}</p>`} ${moduleTable(view)}
      </section>`,
    current: '/panel',
  };
}

function licenceCard({ licence, snapshot }: PanelView): Html {
  const updated = snapshot
    ? html`Licence information of ${timeOf(snapshot.updatedAt)} UTC.`
    : html`Licence information has not been fetched yet.`;
  return html`<section aria-labelledby="licence">
    <h2 id="licence">Licence</h2>
    <div class="card">
      <form class="licence" method="get" action="/panel">
        ${textField({ name: 'license', label: 'Licence number', value: licence.number, pattern: '[0-9]{1,12}' })}
        ${textField({ name: 'ip', label: 'Licence IP', value: licence.ip })}
        <button class="quiet">Show</button>
      </form>
      <form class="actions" method="post" action="/panel/update">
        <input type="hidden" name="license" value="${licence.number}" /><input
          type="hidden"
          name="ip"
          value="${licence.ip}"
        />
        <button>Update license information</button
        ><span class="muted">${updated} A panel asks once a day, or when you press this.</span>
      </form>
    </div>
  </section>`;
}

function moduleTable(view: PanelView): Html {
  const installed = new Map(view.snapshot?.modules.map((module) => [module.pricelistId, module]));
  const offered = view.prices.modules ?? [];
  const supported = offered.filter((module) => isSupported(module, view.known));
  const shown = new Set(supported.map(({ id }) => id));
  const rows = [
    ...supported.map((module) => offerRow(module, installed.get(module.id)?.expiresOn ?? null, view)),
    ...[...installed.values()]
      .filter(({ pricelistId }) => !shown.has(pricelistId))
      .map(({ name, expiresOn }) => row(name, null, installedStatus(expiresOn), html``)),
  ];
  const ignored = offered.length - supported.length;
  const empty = view.prices.modules
    ? 'The shop sells no modules to panels at present.'
    : 'No prices, so nothing can be bought here.';
  return html`${tableBox('Modules', COLUMNS, rows, empty, 'middle')}
  ${ignored > 0 && html`<p class="note">${ignored} of ${offered.length} entries in the price list are not modules of this panel and are left out.</p>`}`;
}

/** A panel knows a module by tariff id or by service name (protocol.md 5.3). */
function isSupported(module: ShopModule, known: readonly Tariff[]): boolean {
  return known.some(({ id, additionintname }) => id === module.id || additionintname === module.additionintname);
}

function offerRow(module: ShopModule, installedUntil: string | null, { licence, shopUrl }: PanelView): Html {
  const { id, name, additionintname, monthlyCost, currency } = module;
  if (installedUntil !== null) {
    return row(name, displayPrice(monthlyCost, currency), installedStatus(installedUntil), html``);
  }
  if (monthlyCost === null) {
    return row(name, null, html`<span class="muted">Not sold by the month</span>`, html``);
  }
  const target = new URLSearchParams({
    module: additionintname,
    license: licence.number,
    ip: licence.ip,
    module_id: id,
  });
  return row(
    name,
    displayPrice(monthlyCost, currency),
    html`<span class="muted">Not installed</span>`,
    html`<a class="button small" href="${shopUrl}/billmgr?${target.toString()}"
      >Buy<span class="unseen"> ${name}</span></a
    >`,
  );
}

function row(name: string, price: string | null, status: Html, action: Html): Html {
  return html`<tr>
    <th scope="row">${name}<br />${status}</th>
    <td class="number">${price ?? '–'}</td>
    <td class="number">${action}</td>
  </tr>`;
}

function installedStatus(until: string): Html {
  return html`<span class="status is-active">Installed until <span class="together">${until}</span></span>`;
}

function displayPrice(cost: string | null, currency: string): string | null {
  const amount = Number(cost);
  if (cost === null || !Number.isFinite(amount)) return null;
  if (!/^[A-Z]{3}$/.test(currency)) return cost;
  const style = { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 4 } as const;
  return new Intl.NumberFormat('en', style).format(amount);
}
