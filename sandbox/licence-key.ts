import { randomBytes } from 'node:crypto';

/** A new key of an ispmanager licence: the digits before the dash are the licence number (protocol.md 7.3). */
export function newLicenceKey(serviceId: string): string {
  return `${serviceId}-${randomBytes(8).toString('hex').toUpperCase()}`;
}
