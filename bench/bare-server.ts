import { createServer } from 'node:http';

// The baseline: a bare node:http server that answers every request with the same bytes. The body comes over IPC.
process.once('message', (message) => {
  const body = Buffer.from(String(message));
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : '');
  });
});
process.once('disconnect', () => process.exit(0));
