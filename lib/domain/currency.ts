/** ISO 4217 code in upper case. */
export type Currency = string;

const MINOR_DIGITS: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, VND: 0, CLP: 0, ISK: 0, XAF: 0, XOF: 0 };

/** Whether a text has the form of an ISO 4217 code. */
export function isCurrency(text: string): text is Currency {
  return /^[A-Z]{3}$/.test(text);
}

/** Decimals of the currency's minor unit (ISO 4217); two unless listed. */
export function minorDigits(currency: Currency): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/** The minor unit in ten-thousandths: 100 for EUR. */
export function minorUnit(currency: Currency): bigint {
  return 10n ** BigInt(4 - minorDigits(currency));
}
