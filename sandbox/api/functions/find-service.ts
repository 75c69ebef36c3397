import type { Kind } from '../../kinds.ts';
import type { Service } from '../../state.ts';
import { param, type Call } from '../call.ts';
import { missing } from '../refusal.ts';

/** The service of `elid` that is there and of the kind (null: any), or the refusal `missed`. */
export function findService(call: Call, kind: Kind | null, id = param(call, 'elid')): Service {
  const service = call.sandbox.state.services.get(id);
  if (!service || service.deletedAt !== null || (kind !== null && service.kind !== kind)) throw missing(id);
  return service;
}

/** The services of an `elid` that holds one id or several with commas between. */
export function findServices(call: Call, kind: Kind): Service[] {
  return param(call, 'elid')
    .split(',')
    .map((id) => findService(call, kind, id.trim()));
}
