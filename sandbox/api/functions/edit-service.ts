import { costOf, findTariff } from '../../catalogue.ts';
import type { Kind } from '../../kinds.ts';
import { newLicenceKey } from '../../licence-key.ts';
import { licenceKeyOf } from '../../services.ts';
import { param, type ApiFunction } from '../call.ts';
import { element } from '../document.ts';
import { invalid } from '../refusal.ts';
import { describeForm } from './describe-service.ts';
import { findService } from './find-service.ts';
import { readAddons, readAutoprolong, readSubjectChange } from './order-fields.ts';

/**
 * `<kind>.edit`: shows a service, or changes what was sent: what it is for, its add-ons, its renewal. Changed add-ons cost from
 * the next period on. With `clicked_button=newkey` an ispmanager licence gets another key.
 */
export function editService(kind: Kind): ApiFunction {
  return (call) => {
    const service = findService(call, kind);
    if (!call.submit) return describeForm(service, call);
    const { state } = call.sandbox;
    if (kind === 'soft' && param(call, 'clicked_button') === 'newkey') {
      if (licenceKeyOf(service, call.now) === '') throw invalid('elid', service.id);
      state.services.change(service, { licenceKey: newLicenceKey(service.id) });
      return [element('ok')];
    }
    const tariff = findTariff(state, kind, service.pricelistId);
    const addons = tariff ? readAddons(call, tariff, service.addons) : service.addons;
    const isSame = Object.entries(addons).every(([id, count]) => service.addons[id] === count);
    state.services.change(service, {
      ...readSubjectChange(call, kind),
      ...(isSame || !tariff ? {} : { addons, cost: costOf(tariff, service.period, addons) ?? service.cost }),
      ...(call.params.has('autoprolong') ? { autoprolong: readAutoprolong(call, service.period) } : {}),
    });
    return [element('ok')];
  };
}
