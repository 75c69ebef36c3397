import type { Kind } from '../../kinds.ts';
import { statusOf } from '../../services.ts';
import type { ApiFunction } from '../call.ts';
import { element } from '../document.ts';
import { invalid } from '../refusal.ts';
import { findServices } from './find-service.ts';

/** `<kind>.suspend`: acts without `sok` (protocol.md 7.2); harmless on a suspended service, refused before it is active. */
export function suspendService(kind: Kind): ApiFunction {
  return (call) => {
    const services = findServices(call, kind);
    for (const service of services) {
      if (!['2', '3'].includes(statusOf(service, call.now))) throw invalid('elid', service.id);
    }
    for (const service of services) {
      if (service.suspendedAt !== null) continue;
      call.sandbox.state.services.change(service, { suspendedAt: call.now.toISOString() });
    }
    return [element('ok')];
  };
}

/** `<kind>.resume`: takes a suspension back; one whose last day has passed stays suspended until it is prolonged. */
export function resumeService(kind: Kind): ApiFunction {
  return (call) => {
    for (const service of findServices(call, kind)) {
      call.sandbox.state.services.change(service, { suspendedAt: null });
    }
    return [element('ok')];
  };
}
