/** `addon_<id>` for each add-on (protocol.md 7.3, 7.4). */
export function addonParams(addons: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(addons).map(([id, quantity]) => [`addon_${id}`, String(quantity)]));
}
