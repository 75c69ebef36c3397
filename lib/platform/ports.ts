import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode, errorText, StartError } from './start-error.ts';

function tryPort(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** A port of 127.0.0.1 that nobody uses at this moment. */
export function freePort(): Promise<number> {
  return tryPort(0, '127.0.0.1');
}

/**
 * Checks that a port can be listened on and gives its number; 0 chooses a free one. Tries for `patienceMs`, since a killed
 * shop's children need a moment to end. Throws `StartError` that names the setting.
 */
export async function claimPort(setting: string, port: number, host: string, patienceMs = 0): Promise<number> {
  const begun = Date.now();
  for (;;) {
    try {
      return await tryPort(port, host);
    } catch (error) {
      if (errorCode(error) === 'EADDRINUSE' && Date.now() - begun < patienceMs) {
        await pause(100);
        continue;
      }
      throw portError(error, setting, port, host);
    }
  }
}

/** One sentence for why a port cannot be listened on. */
export function portError(error: unknown, setting: string, port: number, host: string): StartError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new StartError(
        `Port ${port} of ${host} is taken by another program: stop that, or set ${setting} to a free port.`,
      );
    case 'EACCES':
      return new StartError(
        `Port ${port} needs rights that this user does not have: set ${setting} to a port above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError(
        `${host} is not an address of this machine: set HOST to one, such as 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return new StartError(
        `Port ${port} of ${host} cannot be used (${errorText(error)}): set ${setting} to another one.`,
      );
  }
}
