const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

function isIpv6(text: string): boolean {
  if (text.length > 39 || !/^[0-9a-fA-F:]+$/.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

/**
 * The one spelling of an IP address (of IPv6 that of RFC 5952), so that one server is not taken for two; null for what is none, and
 * for IPv6 with a zone or an embedded IPv4 address, which no server is sold for.
 */
export function canonicalIp(text: string): string | null {
  const ip = text.trim();
  if (isIpv4(ip)) return ip;
  return isIpv6(ip) ? new URL(`http://[${ip}]`).hostname.slice(1, -1) : null;
}

/** An address as an upstream wrote it, in its one spelling; what is no address stays as it is. */
export function ipText(text: string): string {
  return canonicalIp(text) ?? text;
}
