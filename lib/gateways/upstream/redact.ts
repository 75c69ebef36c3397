const REMOVED = '[removed]';
const SECRET_NAMES = new Set(['authinfo', 'auth', 'password', 'passwd', 'key', 'qrcode']);

/** Bytes of a reply that are kept for staff. */
const KEPT = 64 * 1024;

const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Takes a password out of texts, in every form in which a server may echo it: sign by sign, as it is, in XML or percent-encoded. */
export function redactor(password: string): (text: string) => string {
  if (password === '') return (text) => text;
  const signs = Array.from(password.toWellFormed(), (sign) => `(?:${formsOf(sign).map(RegExp.escape).join('|')})`);
  // Escapes come in both cases; losing a little more text than needed is no harm.
  const matcher = new RegExp(signs.join(''), 'giu');
  return (text) => text.replace(matcher, REMOVED);
}

function formsOf(sign: string): string[] {
  const code = sign.codePointAt(0) ?? 0;
  const bytes = [...Buffer.from(sign)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const forms = [sign, bytes, `&#${code};`, `&#x${code.toString(16)};`, NAMED[sign] ?? sign, `\\${sign}`];
  return [...new Set(sign === ' ' ? [...forms, '+'] : forms)];
}

/** The parameters of a call as they may be stored. */
export function redactParams(params: URLSearchParams, redact: (text: string) => string): Record<string, string> {
  const shown: [string, string][] = [];
  for (const [name, value] of params) shown.push([name, SECRET_NAMES.has(name) ? REMOVED : redact(value)]);
  return Object.fromEntries(shown);
}

/** A raw reply as it may be stored: secrets removed before it is cut, so that no half of one stays. */
export function redactReply(body: string, redact: (text: string) => string): string {
  // NUL cannot be stored in a text column.
  const clean = redact(body.slice(0, 4 * KEPT)).replaceAll('\u0000', '');
  return Buffer.from(clean).subarray(0, KEPT).toString('utf8');
}
