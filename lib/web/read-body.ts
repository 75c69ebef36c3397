import type { IncomingMessage } from 'node:http';

/** Reads a request's body as text; null when it is longer than `limit` bytes, and then reads no further. */
export function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  // Said beforehand: nobody need wait for it.
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limit) {
        request.off('data', take);
        request.resume();
        resolve(null);
      } else {
        chunks.push(chunk);
      }
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.once('error', reject);
    request.once('close', () => reject(new Error('The sender hung up')));
  });
}
