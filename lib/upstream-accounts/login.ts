/**
 * An upstream's address in its one spelling: host in lower case, default port and trailing slashes dropped. Null when it is none that
 * could be called: another scheme than http or https, or a user, parameters or a fragment in it.
 */
export function normaliseAddress(text: string): string | null {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** These paths are one and the same end point (protocol.md 2.1). */
const SAME_PATHS: readonly string[] = ['', '/billmgr', '/manager/billmgr'];

/** What two accounts with one login have in common, however its address was typed. */
export function loginKey(login: { readonly url: string; readonly username: string }): string {
  const address = normaliseAddress(login.url);
  if (address === null) return `${login.url} ${login.username}`;
  const { origin, pathname } = new URL(address);
  const path = pathname === '/' || SAME_PATHS.includes(pathname) ? '' : pathname;
  return `${origin}${path} ${login.username}`;
}
