import { PrivateAddressError } from './reachable.ts';
import type { TransportFault } from './outcome.ts';

const NO_HOST: readonly string[] = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ENODATA'];

/** Which fault an error of a request stands for: by its code, and by how far the request had come. */
export function faultOf(
  error: Error,
  { reached, connected }: { readonly reached: boolean; readonly connected: boolean },
): { readonly fault: TransportFault; readonly cause: string } {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (error instanceof PrivateAddressError) return { fault: 'private_address', cause: error.message };
  if (connected) return { fault: 'lost', cause: `The connection was lost (${code})` };
  if (NO_HOST.includes(code)) return { fault: 'dns', cause: `The host has no address (${code})` };
  if (reached) return { fault: 'tls', cause: `No secure connection could be made (${code})` };
  return { fault: code === 'ETIMEDOUT' ? 'timeout' : 'refused', cause: `No connection could be made (${code})` };
}
