import type { TransportFault } from '#lib/gateways/upstream/outcome.ts';
import type { Finding } from './finding.ts';
import { bad } from './finding.ts';

/** A read that got no answer of a BILLmanager. */
export type Unanswered = {
  readonly fault: TransportFault;
  readonly message: string;
  readonly exchange: { readonly httpStatus: number | null };
};

const SENTENCES: Readonly<Record<TransportFault, readonly [text: string, cure: string]>> = {
  dns: [
    'No host has this name.',
    'Compare the address with the supplier’s letter; a name server that is down cures itself.',
  ],
  refused: [
    'The host does not take connections at this address.',
    'Compare the port with the supplier’s letter, and look whether a firewall stands in between.',
  ],
  tls: [
    'No secure connection could be made: the certificate is not valid for this address, or it is no TLS port.',
    'Use the name that the supplier’s certificate is for, and https with its port.',
  ],
  timeout: [
    'The supplier did not answer in time.',
    'Check again in a while; if it stays, raise UPSTREAM_TIMEOUT_MS or ask the supplier.',
  ],
  lost: [
    'The connection broke off before the answer was there.',
    'Check again in a while; if it stays, ask the supplier.',
  ],
  http: [
    'The supplier’s front end answered instead of its billing.',
    'A page against robots or a block list may stand in between: ask the supplier to let this server’s address through.',
  ],
  not_billmanager: [
    'Something answers at this address, but it is no BILLmanager.',
    'The address usually ends with /billmgr, such as https://api-eu.ispmanager.com/billmgr.',
  ],
  too_large: [
    'The answer is larger than any list should be.',
    'Ask the supplier what is wrong with this account’s lists.',
  ],
  address: ['This address cannot be used.', 'Write it as https://host/billmgr, without user, password or parameters.'],
  private_address: [
    'This address leads into a private network, which is not allowed.',
    'Use the supplier’s public address. If the supplier really is in your network, the operator sets UPSTREAM_PRIVATE=on.',
  ],
};

/** Why nothing can be read from an account, in plain words. */
export function transportFinding({ fault, message, exchange }: Unanswered): Finding {
  const [text, cure] = SENTENCES[fault];
  const status = fault === 'http' && exchange.httpStatus !== null ? ` (HTTP ${exchange.httpStatus})` : '';
  const detail = fault === 'dns' || fault === 'refused' || fault === 'tls' ? ` ${message}.` : '';
  return bad('address', `${text}${status}${detail}`, cure);
}
