import { TRIAL_PERIOD } from '../../calendar.ts';
import { findTariff } from '../../catalogue.ts';
import { formatMoney } from '../../money.ts';
import { param, type ApiFunction } from '../call.ts';
import { choices, element, textElement } from '../document.ts';
import { invalid } from '../refusal.ts';
import { findService } from './find-service.ts';
import { readAddons } from './order-fields.ts';
import { readPeriod } from './order-service.ts';

/** `service.changepricelist`: another tariff of the same kind. Nothing is charged: the new cost counts from the next period on. */
export const changePriceList: ApiFunction = (call) => {
  const { state } = call.sandbox;
  const service = findService(call, null);
  const offers = state.tariffs.filter(({ kind, active }) => kind === service.kind && active);
  const wanted = param(call, 'pricelist');
  if (!call.submit && wanted === '') {
    return [
      textElement('elid', service.id),
      textElement('pricelist', service.pricelistId),
      textElement('period', String(service.period)),
      choices(
        'pricelist',
        offers.map(({ id, name }) => [id, name] as const),
      ),
    ];
  }
  const tariff = findTariff(state, service.kind, wanted);
  if (!tariff?.active || service.paidAt === null) throw invalid('pricelist', wanted);
  const addons = readAddons(call, tariff, service.addons);
  const { period, cost } = readPeriod(call, tariff, addons, param(call, 'period') || String(service.period));
  if (period === TRIAL_PERIOD) throw invalid('period', String(period));
  if (!call.submit) {
    return [
      textElement('elid', service.id),
      textElement('pricelist', tariff.id),
      textElement('period', String(period)),
      textElement('cost', `${formatMoney(cost)} ${state.currency}`),
    ];
  }
  state.services.change(service, {
    pricelistId: tariff.id,
    name: tariff.name,
    intname: tariff.intname,
    addons,
    period,
    cost,
    autoprolong: service.autoprolong === null ? null : period,
  });
  return [element('ok')];
};
