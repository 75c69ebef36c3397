import { periodLabel } from '../../calendar.ts';
import { formatMoney } from '../../money.ts';
import { ITEM_TYPES } from '../../kinds.ts';
import type { Addon, Tariff } from '../../state.ts';
import { param, type ApiFunction } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';

/** `addonlimit` without a limit (protocol.md 6.2). */
const NO_LIMIT = 999_999;

/** `pricelist.export` (protocol.md 6), of modules unless `itemtype` says otherwise; an unknown type has an empty list. */
export const exportPriceList: ApiFunction = (call) => {
  const { state } = call.sandbox;
  const itemtype = param(call, 'itemtype') || 'addition';
  const wanted = param(call, 'pricelist');
  const onlyAvailable = ['on', 'yes'].includes(param(call, 'onlyavailable'));
  return state.tariffs
    .filter((tariff) => tariff.kind === itemtype && (wanted === '' || tariff.id === wanted))
    .filter((tariff) => tariff.active || !onlyAvailable)
    .map((tariff) => describeTariff(tariff, state.currency));
};

function describeTariff(tariff: Tariff, currency: string): Element {
  const type = ITEM_TYPES[tariff.kind];
  return element('pricelist', [
    textElement('id', tariff.id),
    textElement('name', tariff.name),
    textElement('name_ru', tariff.nameRu),
    textElement('intname', tariff.intname),
    ...(tariff.kind === 'addition' ? [textElement('additionintname', tariff.additionintname)] : []),
    textElement('description', tariff.description),
    ...(tariff.active ? [textElement('active', 'on')] : []),
    textElement('itemtype', type.id),
    element('itemtype_info', [
      textElement('id', type.id),
      textElement('intname', tariff.kind),
      textElement('name', type.name),
    ]),
    element('datacenter', [textElement('id', '1'), textElement('name', 'Main')]),
    element('price', tariff.periods.map(describePeriod), { currency }),
    ...tariff.addons.map((addon) => describeAddon(addon, currency)),
  ]);
}

/** `measure` stands twice: as a number, and as an element of its own (protocol.md 6.2). */
function describeAddon(addon: Addon, currency: string): Element {
  return element('addon', [
    textElement('id', addon.id),
    textElement('name', addon.name),
    textElement('intname', addon.intname),
    textElement('addontype', addon.type === 'flag' ? '1' : '2'),
    textElement('billtype', '1'),
    ...(addon.type === 'flag'
      ? []
      : [
          textElement('addonmin', String(addon.min)),
          textElement('addonlimit', String(addon.max ?? NO_LIMIT)),
          textElement('measure', '5'),
          element('measure', [textElement('id', '5'), textElement('name', addon.measure)]),
        ]),
    element('price', addon.periods.map(describePeriod), { currency }),
  ]);
}

function describePeriod({ period, cost }: Tariff['periods'][number]): Element {
  return textElement('period', periodLabel(period), {
    cost: cost === null ? '' : formatMoney(cost),
    type: 'month',
    length: String(period),
  });
}
