import { canAfford, post } from '../../account.ts';
import { periodLabel, TRIAL_PERIOD } from '../../calendar.ts';
import { costOf, findTariff } from '../../catalogue.ts';
import { formatMoney, type Money } from '../../money.ts';
import { prolongedUntil, statusOf, subjectOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { choices, element, textElement, type Element } from '../document.ts';
import { invalid, notEnoughMoney } from '../refusal.ts';
import { findService } from './find-service.ts';

type Offer = { period: number; cost: Money };

/** `service.prolong`: a preview without `sok`; with it an immediate charge, again at every repeat. */
export const prolongService: ApiFunction = (call) => {
  const service = findService(call, null);
  if (service.paidAt === null) throw invalid('elid', service.id);
  const offers = offersFor(service, call);
  const text = param(call, 'period') || String(service.period);
  const offer = offers.find(({ period }) => String(period) === text);
  if (!call.submit) return preview(service, call, offers, offer);
  if (!offer) throw invalid('period', text);
  if (!canAfford(call.sandbox, offer.cost)) throw notEnoughMoney();

  const until = prolongedUntil(service, offer.period, call.now);
  const { state } = call.sandbox;
  state.services.change(service, {
    expiresOn: until,
    period: offer.period,
    cost: offer.cost,
    autoprolong: service.autoprolong === null ? null : offer.period,
  });
  post(call.sandbox, {
    kind: 'prolong',
    amount: -offer.cost,
    serviceId: service.id,
    description: `${service.name} for ${subjectOf(service)} until ${until}`,
  });
  const newDate = textElement('newexpiredate', until);
  return [element('ok'), state.settings.prolongShape === 'flat' ? newDate : element('doc', [newDate])];
};

/** Renewal goes by today's price list, not by what the service once cost; a trial cannot be renewed as a trial. */
function offersFor(service: Service, { sandbox }: Call): Offer[] {
  const tariff = findTariff(sandbox.state, service.kind, service.pricelistId);
  return (tariff?.periods ?? []).flatMap(({ period }) => {
    const cost = tariff && period !== TRIAL_PERIOD ? costOf(tariff, period, service.addons) : null;
    return cost === null ? [] : [{ period, cost }];
  });
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
