const SECRETS = /^(authinfo|auth|password|passwd|key|qrcode)$/i;

/** The parameters of a call as they may be shown: secrets replaced, the first value of each name. */
export function redact(params: URLSearchParams): Record<string, string> {
  const shown = new Map<string, string>();
  for (const [name, value] of params) {
    if (!shown.has(name)) shown.set(name, SECRETS.test(name) ? '•••' : value.slice(0, 200));
  }
  return Object.fromEntries(shown);
}
