import { dateOf } from '../../calendar.ts';
import { statusOf } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';
import { missing } from '../refusal.ts';
import { readAutoprolong, readLicence } from './order-addition.ts';

/** `addition.edit`: shows a service, or moves it to another licence and switches its renewal. */
export const editAddition: ApiFunction = (call) => {
  const service = findService(call, param(call, 'elid'));
  if (!call.submit) return describe(service, call);
  if (call.params.has('item')) service.licence = readLicence(call);
  if (call.params.has('autoprolong')) service.autoprolong = readAutoprolong(call, service.period);
  return [element('ok')];
};

/** `addition.delete`: takes one or several services away; nothing is refunded (no source says how much it would be). */
export const deleteAddition: ApiFunction = (call) => {
  const services = param(call, 'elid')
    .split(',')
    .map((id) => findService(call, id.trim()));
  if (!call.submit) return [textElement('elid', param(call, 'elid'))];
  const { state } = call.sandbox;
  for (const service of services) {
    service.deletedAt = call.now.toISOString();
    state.cart = state.cart.filter(({ serviceId }) => serviceId !== service.id);
  }
  return [element('ok')];
};

/** A service that is there, or the refusal `missed`. */
export function findService(call: Call, id: string): Service {
  const service = call.sandbox.state.services.find((each) => each.id === id && each.deletedAt === null);
  if (!service) throw missing(id);
  return service;
}

function describe(service: Service, call: Call): Element[] {
  return [
    textElement('elid', service.id),
    textElement('item', service.licence),
    textElement('pricelist', service.pricelistId),
    textElement('pricelist_name', service.name),
    textElement('period', String(service.period)),
    textElement('status', statusOf(service, call.now)),
    textElement('createdate', dateOf(new Date(service.createdAt))),
    textElement('expiredate', service.expiresOn ?? ''),
    textElement('autoprolong', service.autoprolong === null ? 'null' : String(service.autoprolong)),
    ...(service.remoteid === null ? [] : [textElement('remoteid', service.remoteid)]),
  ];
}
