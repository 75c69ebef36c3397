import { z } from 'zod';
import { fitsRange } from '#lib/domain/addons.ts';
import { AppError } from '#lib/domain/errors.ts';
import { canonicalIp, ipText } from '#lib/domain/ip-address.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { ServiceEdit } from '#lib/gateways/upstream/edit-service.ts';
import type { ListedAddon } from '#lib/pricing/addons.ts';

const edit = z.object({
  licence: z.string().exactOptional(),
  ip: z.string().exactOptional(),
  licname: z.string().exactOptional(),
  addons: z.record(z.string(), z.int().nonnegative()).exactOptional(),
  /** Null switches the upstream's own renewal off; nobody here switches it on. */
  autoprolong: z.null().exactOptional(),
});

/** What to change of a service; what is not named stays as it is. */
export type Edit = Readonly<z.output<typeof edit>>;

/** Reads the `wanted` of a change; throws on what no request has written. */
export function readEdit(json: unknown): Edit {
  return edit.parse(json);
}

const FIELDS = {
  addition: ['licence', 'autoprolong'],
  softexternal: ['ip', 'licname', 'autoprolong'],
  platform: ['licname', 'addons', 'autoprolong'],
  soft: ['ip', 'licname', 'addons', 'autoprolong'],
} as const satisfies Record<ProductKind, readonly (keyof Edit)[]>;

/** Whether a field of a service of this kind can be changed at the upstream (protocol.md 7). */
export function canEdit(kind: ProductKind, field: keyof Edit): boolean {
  const fields: readonly (keyof Edit)[] = FIELDS[kind];
  return fields.includes(field);
}

const LONGEST_NAME = 255;

function cleanName(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (clean.length <= LONGEST_NAME) return clean;
  throw new AppError('invalid', 'licname_too_long', 'Keep the name below 256 characters.', 'licname');
}

function demandAddons(quantities: Readonly<Record<string, number>>, listed: readonly ListedAddon[]): void {
  for (const [id, quantity] of Object.entries(quantities)) {
    const addon = listed.find((each) => each.id === id);
    if (addon && fitsRange(addon, quantity)) continue;
    const message = addon
      ? `${addon.name}: choose a quantity that the supplier allows.`
      : `The supplier does not list add-on ${id} for this tariff.`;
    throw new AppError('invalid', addon ? 'addon_quantity' : 'addon_unknown', message, `addon_${id}`);
  }
}

/**
 * An edit as it is sent: texts cleaned. `listed` are the add-ons of the tariff. Refuses with `nothing_to_change`, `kind_cannot`,
 * `licence_malformed`, `ip_malformed`, `licname_too_long`, `addon_unknown`, `addon_quantity`.
 */
export function cleanEdit(kind: ProductKind, wanted: Edit, listed: readonly ListedAddon[]): Edit {
  const { licence, ip, licname, addons, autoprolong } = wanted;
  const given: Edit = {
    ...(licence === undefined ? {} : { licence: licence.trim() }),
    ...(ip === undefined ? {} : { ip: ipText(ip.trim()) }),
    ...(licname === undefined ? {} : { licname: cleanName(licname) }),
    ...(addons === undefined || Object.keys(addons).length === 0 ? {} : { addons }),
    ...(autoprolong === undefined ? {} : { autoprolong }),
  };
  const fields = edit.keyof().options.filter((field) => given[field] !== undefined);
  if (fields.length === 0) throw new AppError('invalid', 'nothing_to_change', 'Nothing is to be changed.');
  const other = fields.find((field) => !canEdit(kind, field));
  if (other) throw new AppError('invalid', 'kind_cannot', `A service of this kind has no ${other} to change.`, other);
  if (given.licence !== undefined && !/^\d{1,12}$/.test(given.licence)) {
    throw new AppError('invalid', 'licence_malformed', 'A licence is a number, such as 234256.', 'licence');
  }
  if (given.ip !== undefined && canonicalIp(given.ip) === null) {
    throw new AppError('invalid', 'ip_malformed', 'Write an IP address, such as 203.0.113.7.', 'ip');
  }
  if (given.addons !== undefined) demandAddons(given.addons, listed);
  return given;
}

/** The edit in the upstream's terms: a platform keeps its name in the comment (protocol.md 7.4). */
export function toUpstreamEdit(kind: ProductKind, serviceId: string, wanted: Edit): ServiceEdit {
  const { licence, ip, licname, addons } = wanted;
  const renewal = wanted.autoprolong === undefined ? {} : { autoprolong: wanted.autoprolong };
  const named = licname === undefined ? {} : { licname };
  const bound = ip === undefined ? {} : { ip };
  const sized = addons === undefined ? {} : { addons };
  switch (kind) {
    case 'addition':
      return { kind, serviceId, change: { ...renewal, ...(licence === undefined ? {} : { licence }) } };
    case 'softexternal':
      return { kind, serviceId, change: { ...renewal, ...bound, ...named } };
    case 'soft':
      return { kind, serviceId, change: { ...renewal, ...bound, ...named, ...sized } };
    case 'platform':
      return {
        kind,
        serviceId,
        change: { ...renewal, ...(licname === undefined ? {} : { comment: licname }), ...sized },
      };
  }
}
