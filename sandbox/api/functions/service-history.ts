import { formatMoney } from '../../money.ts';
import type { ApiFunction } from '../call.ts';
import { element, textElement } from '../document.ts';
import { findService } from './find-service.ts';

/** `service.history`: what was charged for a service, from old to new. */
export const serviceHistory: ApiFunction = (call) => {
  const { state } = call.sandbox;
  const service = findService(call, null);
  return state.ledger
    .filter(({ serviceId }) => serviceId === service.id)
    .map((entry) =>
      element('elem', [
        textElement('datetime', entry.at.slice(0, 19).replace('T', ' ')),
        textElement('operation', entry.kind),
        textElement('description', entry.description),
        textElement('cost', `${formatMoney(-entry.amount)} ${state.currency}`),
      ]),
    );
};
