/**
 * The parameters of a request: the first value of a name wins, the query before the body (protocol.md 14, server 1).
 * `contradictory` are the names that came again with another value.
 */
export type Parameters = ReadonlyMap<string, string> & { readonly contradictory: ReadonlySet<string> };

/** Reads query and form body; a body of another type than a form counts for nothing. Never throws. */
export async function readParameters(request: {
  readonly query: string;
  readonly body: string | null;
  readonly contentType: string | null;
}): Promise<Parameters> {
  const first = new Map<string, string>();
  const contradictory = new Set<string>();
  const take = (pairs: Iterable<readonly [string, string]>): void => {
    for (const [name, value] of pairs) {
      if (!first.has(name)) first.set(name, value);
      else if (first.get(name) !== value) contradictory.add(name);
    }
  };
  take(new URLSearchParams(request.query.replace(/^\?/, '')));
  if (request.body) take(await readForm(request.body, request.contentType));
  return Object.assign(first, { contradictory });
}

async function readForm(body: string, contentType: string | null): Promise<readonly (readonly [string, string])[]> {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  // One live client sends a form without saying so (protocol.md 2.2).
  if (type === '' || type === 'application/x-www-form-urlencoded') return [...new URLSearchParams(body)];
  if (type !== 'multipart/form-data') return [];
  const form = await new Response(body, { headers: { 'content-type': contentType ?? '' } })
    .formData()
    .catch(() => null);
  return [...(form ?? [])].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
}
