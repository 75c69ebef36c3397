const ANSWERED: ReadonlySet<string> = new Set(['GET csrf', 'POST callback/credentials', 'POST signout']);
const TO_SIGN_IN: ReadonlySet<string> = new Set(['GET signin', 'GET signout', 'GET error']);

/**
 * Who answers a request under /api/auth: next-auth itself where a sign-in or sign-out needs it, the sign-in page where next-auth
 * sends people, nobody else. Its other endpoints would renew a session or repeat what stands in the address.
 */
export function authEndpoint(method: string, segments: readonly string[]): 'next_auth' | 'sign_in_page' | 'none' {
  const name = `${method} ${segments.join('/')}`;
  if (ANSWERED.has(name)) return 'next_auth';
  return TO_SIGN_IN.has(name) ? 'sign_in_page' : 'none';
}

/** A refusal in place of a server error: under /api/auth what was sent is at fault, because `authorize` never throws. */
export async function neverAtFault(answer: () => Promise<unknown>): Promise<Response> {
  const refused = () => new Response('This request cannot be answered.\n', { status: 400 });
  try {
    const response = await answer();
    return response instanceof Response && response.status < 500 ? response : refused();
  } catch {
    return refused();
  }
}
