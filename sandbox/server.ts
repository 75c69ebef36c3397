import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { handleApi } from './api/handle.ts';
import { sendAnswer, textAnswer, type Answer } from './answer.ts';
import { handleControl } from './control/handle.ts';
import { indexPage } from './index-page.ts';
import { pageAnswer } from './page.ts';
import { handlePanel } from './panel/handle.ts';
import { readRequest, UnreadableRequest, type ReceivedRequest } from './request.ts';
import { Sandbox, type SandboxOptions } from './sandbox.ts';
import { STYLESHEET } from './stylesheet.ts';

/** A sandbox that listens; `url` has no slash at its end. */
export type RunningSandbox = { url: string; close(): Promise<void> };

const API_PATHS: ReadonlySet<string> = new Set(['/', '/billmgr', '/manager/billmgr']);
const LOOPBACK = '127.0.0.1';

/** Starts a sandbox upstream; rejects with the system's error (such as EADDRINUSE) when it cannot listen. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const sandbox = new Sandbox(options);
  const server = createServer((message, response) => void serve(sandbox, message, response));
  const host = options.host ?? LOOPBACK;
  await listen(server, options.port, host);
  try {
    sandbox.open();
  } catch (error) {
    await close(server, sandbox);
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${host === '0.0.0.0' || host === '::' ? LOOPBACK : host}:${port}`,
    close: () => close(server, sandbox),
  };
}

async function serve(sandbox: Sandbox, message: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    sendAnswer(response, await route(sandbox, await readRequest(message)));
  } catch (error) {
    if (error instanceof UnreadableRequest) {
      sendAnswer(response, textAnswer(error.message, error.status));
      return;
    }
    // A caller that hangs up while sending is nobody's bug.
    if (message.destroyed && !message.complete) return;
    console.error('sandbox: unexpected error', error);
    sendAnswer(response, textAnswer('Unexpected error in the sandbox', 500));
  }
}

async function route(sandbox: Sandbox, request: ReceivedRequest): Promise<Answer> {
  const { path, params } = request;
  if (path === '/sandbox.css') {
    return { drop: false, status: 200, contentType: 'text/css; charset=utf-8', body: STYLESHEET };
  }
  if (path === '/control' || path.startsWith('/control/')) return handleControl(sandbox, request);
  if (path === '/panel' || path.startsWith('/panel/')) return await handlePanel(sandbox, request);
  if (!API_PATHS.has(path)) return textAnswer('Not found', 404);
  const isApiCall = ['func', 'out', 'authinfo', 'auth'].some((name) => params.has(name));
  return isApiCall ? await handleApi(sandbox, request) : pageAnswer(indexPage(sandbox.shopUrl));
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server, sandbox: Sandbox): Promise<void> {
  sandbox.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
