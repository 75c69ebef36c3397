import type { Kind } from '../../kinds.ts';
import { param, type ApiFunction } from '../call.ts';
import { element, textElement } from '../document.ts';
import { findServices } from './find-service.ts';

/** `<kind>.delete`: takes services away; nothing is refunded (no source says how much it would be). */
export function deleteService(kind: Kind): ApiFunction {
  return (call) => {
    const services = findServices(call, kind);
    if (!call.submit) return [textElement('elid', param(call, 'elid'))];
    const { state } = call.sandbox;
    for (const service of services) {
      state.services.change(service, { deletedAt: call.now.toISOString() });
      state.cart = state.cart.filter(({ serviceId }) => serviceId !== service.id);
    }
    return [element('ok')];
  };
}
