/**
 * Reads a web request's body as text; null when it is longer than `limit` bytes, and then reads no further. The rest is left
 * where it is: the answer has to close the connection.
 */
export async function readRequestText(request: Request, limit: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null;
  // Not cancelled when too long: what Next makes of a request throws outside of any promise when more arrives after that.
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > limit) return null;
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}
