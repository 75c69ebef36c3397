import { describe, expect, it } from 'vitest';
import { authEndpoint, neverAtFault } from './auth-endpoints.ts';

describe('under /api/auth', () => {
  it.each([
    ['GET', ['csrf'], 'next_auth'],
    ['POST', ['callback', 'credentials'], 'next_auth'],
    ['POST', ['signout'], 'next_auth'],
    ['GET', ['error'], 'sign_in_page'],
    ['GET', ['signin'], 'sign_in_page'],
    ['GET', ['callback', 'credentials'], 'none'],
    ['GET', ['session'], 'none'],
    ['POST', ['session'], 'none'],
    ['POST', ['_log'], 'none'],
    ['GET', [], 'none'],
  ] as const)('%s %j is answered by %s', (method, segments, by) => {
    expect(authEndpoint(method, segments)).toBe(by);
  });

  it('nothing that is sent makes it the server’s fault', async () => {
    const broken = await neverAtFault(() => Promise.reject(new TypeError('Invalid header')));
    const misled = await neverAtFault(() => Promise.resolve(Response.json({}, { status: 500 })));
    expect([broken.status, misled.status]).toEqual([400, 400]);
    expect((await neverAtFault(() => Promise.resolve(new Response('', { status: 302 })))).status).toBe(302);
  });
});
