import { startSandbox } from './server.ts';

const environment = process.env;

/** Tells a parent process, when there is one, how the start went. */
function tellParent(message: Record<string, string>): void {
  process.send?.(message);
}

try {
  const sandbox = await startSandbox({
    port: readPort(environment['SANDBOX_PORT'] ?? '3001'),
    host: environment['HOST'] ?? '127.0.0.1',
    stateFile: environment['SANDBOX_STATE'] ?? './data/sandbox.json',
    shopUrl: environment['SHOP_URL'] ?? 'http://127.0.0.1:3000',
    user: environment['SANDBOX_USER'] ?? 'reseller',
    password: environment['SANDBOX_PASSWORD'] ?? 'sandbox-password',
  });

  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);

  console.log(`Sandbox upstream: ${sandbox.url}/control (not the real supplier)`);
  tellParent({ type: 'ready', url: sandbox.url });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'ERROR';
  console.error(`Sandbox upstream could not start: ${message}`);
  tellParent({ type: 'error', code, message });
  process.exitCode = 1;
  // An open channel to the parent would keep this process alive.
  if (process.connected) process.disconnect();
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`SANDBOX_PORT is not a port: ${text}`);
  return port;
}
