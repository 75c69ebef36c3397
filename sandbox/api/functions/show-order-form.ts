import { periodLabel } from '../../calendar.ts';
import { costOf, findTariff } from '../../catalogue.ts';
import type { Kind } from '../../kinds.ts';
import { formatMoney } from '../../money.ts';
import { param, type Call } from '../call.ts';
import { choices, textElement, type Element } from '../document.ts';
import { readAddons } from './order-fields.ts';

const SUBJECT_FIELDS = {
  addition: ['item'],
  softexternal: ['ip', 'licname'],
  platform: ['comment'],
  soft: ['ip', 'licname'],
} as const satisfies Record<Kind, readonly string[]>;

/** The form of an order, with the cost of what is chosen so far. */
export function showOrderForm(call: Call, kind: Kind): Element[] {
  const { state } = call.sandbox;
  const tariff = findTariff(state, kind, param(call, 'pricelist'));
  const period = tariff?.periods.find((each) => String(each.period) === param(call, 'period'))?.period;
  const addons = readAddons(call, tariff, {});
  const cost = tariff && period !== undefined ? costOf(tariff, period, addons) : null;
  const months = (tariff?.periods ?? []).map((each) => [String(each.period), periodLabel(each.period)] as const);
  const fields = [...SUBJECT_FIELDS[kind], 'pricelist', 'period', 'autoprolong', 'skipbasket'];
  return [
    ...fields.map((name) => textElement(name, param(call, name))),
    ...Object.entries(addons).map(([id, count]) => textElement(`addon_${id}`, String(count))),
    ...(cost === null ? [] : [textElement('cost', `${formatMoney(cost)} ${state.currency}`)]),
    choices(
      'pricelist',
      state.tariffs.filter((each) => each.kind === kind && each.active).map(({ id, name }) => [id, name] as const),
    ),
    choices('period', months),
    choices('autoprolong', [['null', 'Off'] as const, ...months.filter(([key]) => Number(key) > 0)]),
  ];
}
