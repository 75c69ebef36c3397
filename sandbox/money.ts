/**
 * Money as a count of ten-thousandths of the currency unit: the precision of the vendor's price list
 * (protocol.md 6.3), so nothing is ever rounded here.
 */
export type Money = bigint;

const SCALE = 10_000n;
const PATTERN = /^(-?)(\d{1,12})(?:\.(\d{1,4}))?$/;

/** Whether `parseMoney` accepts the text. */
export function isMoneyText(text: string): boolean {
  return PATTERN.test(text);
}

/** Reads "12", "12.5" or "-12.5000"; throws on anything else. */
export function parseMoney(text: string): Money {
  const match = PATTERN.exec(text);
  if (!match) throw new RangeError(`not an amount with at most four decimals: ${text}`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const amount = BigInt(whole) * SCALE + BigInt(fraction.padEnd(4, '0'));
  return sign === '-' ? -amount : amount;
}

/** "12.5000": always four decimals, as price lists have it. */
export function formatMoney(amount: Money): string {
  const absolute = amount < 0n ? -amount : amount;
  const text = `${absolute / SCALE}.${(absolute % SCALE).toString().padStart(4, '0')}`;
  return amount < 0n ? `-${text}` : text;
}

/** "12.50": two decimals as balances have it, more only where the amount is finer than a cent. */
export function formatBalance(amount: Money): string {
  return formatMoney(amount).replace(/(\.\d\d\d*?)0{1,2}$/, '$1');
}
