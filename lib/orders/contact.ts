import { isCountry } from '#lib/countries.ts';
import { AppError } from '#lib/domain/errors.ts';

/** Lower-cased address; refuses with `email_invalid`. One plain check: the mail that follows is the real one. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (
    email.length > 254 ||
    !/^[^\s@<>"(),;:\\[\]\p{Cc}]+@[^\s@<>"(),;:\\[\]\p{Cc}]+\.[^\s@<>"(),;:\\[\]\p{Cc}.]{2,}$/u.test(email)
  ) {
    throw new AppError('invalid', 'email_invalid', 'Enter an e-mail address such as name@example.org.', 'email');
  }
  return email;
}

/** ISO 3166-1 alpha-2, officially assigned; refuses with `country_invalid`. */
export function readCountry(text: string): string {
  const country = text.trim().toUpperCase();
  if (!isCountry(country)) throw new AppError('invalid', 'country_invalid', 'Choose your country.', 'country');
  return country;
}
