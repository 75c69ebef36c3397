import type { ReadOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { UpstreamUser } from '#lib/gateways/upstream/whoami.ts';
import type { Finding } from './finding.ts';
import { bad, good, warning } from './finding.ts';
import { isPrivateHost } from './private-host.ts';
import { transportFinding } from './transport-finding.ts';

/** What the first question told, and whether asking on makes sense. */
export type LoginFindings = { readonly findings: readonly Finding[]; readonly goOn: boolean };

/** Reads the answer to `whoami`: address, login and second factor. */
export function loginFindings(answer: ReadOutcome<UpstreamUser>, address: string): LoginFindings {
  const stop = (finding: Finding): LoginFindings => ({ findings: [finding], goOn: false });
  if (answer.ok)
    return { findings: [addressFinding(address), good('login', `Signed in as ${answer.value.name}.`)], goOn: true };
  const { fault, message, exchange, reason } = answer;
  if (fault !== null) return stop(transportFinding({ fault, message, exchange }));
  switch (reason) {
    case 'wrong_login':
      return stop(
        bad(
          'login',
          'The supplier does not know this login or its password.',
          'Set the right password, or correct the login.',
        ),
      );
    case 'address_refused':
      return stop(
        bad(
          'login',
          'The supplier does not let this login in from the address of this server.',
          'Allow this server’s address in the account’s access settings at the supplier.',
        ),
      );
    case 'two_factor':
      return stop(
        bad(
          'second_factor',
          'Two-factor sign-in is on for this account; programs cannot pass it.',
          'Switch it off for this account at the supplier, or use another account.',
        ),
      );
    default:
      return {
        findings: [
          addressFinding(address),
          warning(
            'login',
            `The supplier does not say who this login is: ${message || 'no usable answer'}.`,
            'See below what works.',
          ),
        ],
        goOn: true,
      };
  }
}

function addressFinding(address: string): Finding {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return good('address', 'A BILLmanager answers, over a secure connection.');
  if (isPrivateHost(hostname)) return good('address', 'A BILLmanager answers, within this machine or its own network.');
  return warning(
    'address',
    'A BILLmanager answers, but not over a secure connection: the password can be read on the way.',
    'Use the supplier’s https address.',
  );
}
