import { canAfford, post } from '../../account.ts';
import { periodLabel, TRIAL_PERIOD } from '../../calendar.ts';
import { formatMoney, type Money } from '../../money.ts';
import { prolongedUntil, statusOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { choices, element, textElement, type Element } from '../document.ts';
import { invalid, notEnoughMoney } from '../refusal.ts';
import { findService } from './change-addition.ts';

type Offer = { period: number; cost: Money };

/** `service.prolong`: a preview without `sok`; with it an immediate charge, again at every repeat. */
export const prolongService: ApiFunction = (call) => {
  const service = findService(call, param(call, 'elid'));
  if (service.paidAt === null) throw invalid('elid', service.id);
  const offers = offersFor(service, call);
  const text = param(call, 'period') || String(service.period);
  const offer = offers.find(({ period }) => String(period) === text);
  if (!call.submit) return preview(service, call, offers, offer);
  if (!offer) throw invalid('period', text);
  if (!canAfford(call.sandbox, offer.cost)) throw notEnoughMoney();

  const until = prolongedUntil(service, offer.period, call.now);
  service.expiresOn = until;
  service.period = offer.period;
  service.cost = offer.cost;
  if (service.autoprolong !== null) service.autoprolong = offer.period;
  post(call.sandbox, {
    kind: 'prolong',
    amount: -offer.cost,
    serviceId: service.id,
    description: `${service.name} for licence ${service.licence} until ${until}`,
  });
  return [element('ok'), element('doc', [textElement('newexpiredate', until)])];
};

/** Renewal goes by today's price list, not by what the service once cost; a trial cannot be renewed as a trial. */
function offersFor(service: Service, { sandbox }: Call): Offer[] {
  const tariff = sandbox.state.tariffs.find(({ id }) => id === service.pricelistId);
  return (tariff?.periods ?? []).flatMap(({ period, cost }) =>
    period === TRIAL_PERIOD || cost === null ? [] : [{ period, cost }],
  );
}

function preview(service: Service, call: Call, offers: readonly Offer[], offer: Offer | undefined): Element[] {
  const chosen = offer ?? offers[0];
  return [
    textElement('elid', service.id),
    textElement('title_name', service.name),
    textElement('status', statusOf(service, call.now)),
    textElement('expiredate', service.expiresOn ?? ''),
    ...(chosen
      ? [
          textElement('newexpiredate', prolongedUntil(service, chosen.period, call.now)),
          textElement('period', String(chosen.period)),
          textElement('cost', `${formatMoney(chosen.cost)} ${call.sandbox.state.currency}`),
        ]
      : []),
    choices(
      'period',
      offers.map(({ period }) => [String(period), periodLabel(period)] as const),
    ),
  ];
}
