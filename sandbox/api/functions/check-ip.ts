import { TRIAL_PERIOD } from '../../calendar.ts';
import { findTariff } from '../../catalogue.ts';
import { param, type ApiFunction } from '../call.ts';
import { element } from '../document.ts';
import { invalid, Refusal } from '../refusal.ts';
import { readIp } from './order-fields.ts';

/** `soft.checkip`: whether an IP may get a licence: not while it has one, and a trial only once (protocol.md 7.3). */
export const checkIp: ApiFunction = (call) => {
  const { state } = call.sandbox;
  const ip = readIp(call);
  if (!findTariff(state, 'soft', param(call, 'pricelist'))) throw invalid('pricelist', param(call, 'pricelist'));
  const isTaken = state.services.live('soft').some((service) => service.ip === ip && service.paidAt !== null);
  if (isTaken) throw new Refusal('exists', 'ip', ip, 'This IP address already has a licence');
  if (param(call, 'period') !== String(TRIAL_PERIOD)) return [element('ok')];
  const hadTrial = state.services
    .all()
    .some((service) => service.kind === 'soft' && service.ip === ip && service.period === TRIAL_PERIOD);
  if (hadTrial) throw new Refusal('value', 'ip', ip, 'The trial for this IP address has been used');
  return [element('ok')];
};
