import { periodLabel } from '../../calendar.ts';
import { formatMoney } from '../../money.ts';
import type { Tariff } from '../../state.ts';
import { param, type ApiFunction } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';

const MODULE_TYPE = { id: '9', intname: 'addition', name: 'ispmanager modules' };

/** `pricelist.export` (protocol.md 6). The sandbox sells modules only: another `itemtype` has an empty list. */
export const exportPriceList: ApiFunction = (call) => {
  const { state } = call.sandbox;
  const itemtype = param(call, 'itemtype');
  if (itemtype !== '' && itemtype !== MODULE_TYPE.intname) return [];
  const wanted = param(call, 'pricelist');
  const onlyAvailable = ['on', 'yes'].includes(param(call, 'onlyavailable'));
  return state.tariffs
    .filter((tariff) => wanted === '' || tariff.id === wanted)
    .filter((tariff) => tariff.active || !onlyAvailable)
    .map((tariff) => describeTariff(tariff, state.currency));
};

function describeTariff(tariff: Tariff, currency: string): Element {
  return element('pricelist', [
    textElement('id', tariff.id),
    textElement('name', tariff.name),
    textElement('name_ru', tariff.nameRu),
    textElement('intname', tariff.intname),
    textElement('additionintname', tariff.additionintname),
    textElement('description', tariff.description),
    ...(tariff.active ? [textElement('active', 'on')] : []),
    textElement('itemtype', MODULE_TYPE.id),
    element('itemtype_info', [
      textElement('id', MODULE_TYPE.id),
      textElement('intname', MODULE_TYPE.intname),
      textElement('name', MODULE_TYPE.name),
    ]),
    element('datacenter', [textElement('id', '1'), textElement('name', 'Main')]),
    element('price', tariff.periods.map(describePeriod), { currency }),
  ]);
}

function describePeriod({ period, cost }: Tariff['periods'][number]): Element {
  return textElement('period', periodLabel(period), {
    cost: cost === null ? '' : formatMoney(cost),
    type: 'month',
    length: String(period),
  });
}
