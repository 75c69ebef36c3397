/** The number of an ispmanager licence: the digits before the `-` of its key, to which modules are bound (protocol.md 7.3). Null when there are none. */
export function licenceNumber(licenceKey: string): string | null {
  return /^\s*(\d{1,15})-/.exec(licenceKey)?.[1] ?? null;
}
