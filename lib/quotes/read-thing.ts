import type { AddonRange, Quantities } from '#lib/domain/addons.ts';
import { fitsRange, mostOf } from '#lib/domain/addons.ts';
import { AppError } from '#lib/domain/errors.ts';
import { canonicalIp } from '#lib/domain/ip-address.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { KIND_FIELDS } from '#lib/domain/product-kind.ts';

/** What somebody fills in about what he wants to buy, as typed. */
export type TypedThing = {
  readonly licence?: string | undefined;
  readonly ip?: string | undefined;
  readonly licname?: string | undefined;
};

const NAME_LIMIT = 100;

/**
 * Reads what a kind asks for; what it does not ask is left empty. Refuses, by field, with `licence_missing`, `licence_malformed`,
 * `ip_missing`, `ip_malformed`, `licname_malformed`.
 */
export function readThing(kind: ProductKind, typed: TypedThing): { licence: string; ip: string; licname: string } {
  const fields: { licence?: 'required'; ip?: 'required' | 'optional'; licname?: 'optional' } = KIND_FIELDS[kind];
  return {
    licence: fields.licence ? readLicence(typed.licence ?? '') : '',
    ip: fields.ip ? readIp(typed.ip ?? '', fields.ip === 'required') : '',
    licname: fields.licname ? readName(typed.licname ?? '') : '',
  };
}

function readLicence(text: string): string {
  const licence = text.trim();
  if (licence === '') {
    const message = 'Enter the number of your ispmanager licence.';
    throw new AppError('invalid', 'licence_missing', message, 'licence');
  }
  if (!/^\d{1,12}$/.test(licence)) {
    const message = 'A licence number has up to 12 digits and nothing else.';
    throw new AppError('invalid', 'licence_malformed', message, 'licence');
  }
  return licence;
}

function readIp(text: string, required: boolean): string {
  const isEmpty = text.trim() === '';
  if (isEmpty && required) throw new AppError('invalid', 'ip_missing', 'Enter the IP address of the server.', 'ip');
  const ip = isEmpty ? '' : canonicalIp(text);
  if (ip === null) {
    const message = 'This is not an IP address. One looks like 203.0.113.7 or 2001:db8::7.';
    throw new AppError('invalid', 'ip_malformed', message, 'ip');
  }
  return ip;
}

function readName(text: string): string {
  const name = text.trim();
  if (name.length > NAME_LIMIT || /\p{C}/u.test(name)) {
    const message = `A name has at most ${NAME_LIMIT} characters, without control characters.`;
    throw new AppError('invalid', 'licname_malformed', message, 'licname');
  }
  return name;
}

/**
 * Reads quantities by add-on id. What is not named is taken as few times as may be. Refuses with `addon_unknown` and, by field
 * `addon_<id>`, with `addon_quantity`.
 */
export function readQuantitiesOf(
  offered: readonly (AddonRange & { readonly name: string })[],
  typed: Readonly<Record<string, string>>,
): Quantities {
  const known = new Set(offered.map(({ id }) => id));
  if (Object.keys(typed).some((id) => !known.has(id)))
    throw new AppError('invalid', 'addon_unknown', 'One of the add-ons is not sold with this. Nothing was charged.');
  const chosen = offered.map((addon) => {
    const text = (typed[addon.id] ?? '').trim();
    const quantity = text === '' ? addon.min : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!fitsRange(addon, quantity)) {
      const message = `${addon.name}: enter a whole number from ${addon.min} to ${mostOf(addon)}.`;
      throw new AppError('invalid', 'addon_quantity', message, `addon_${addon.id}`);
    }
    return [addon.id, quantity] as const;
  });
  return Object.fromEntries(chosen.filter(([, quantity]) => quantity > 0));
}
