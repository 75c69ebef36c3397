/** What can be sold: the upstream's item types; the members of the database's enum. */
export const PRODUCT_KINDS = ['addition', 'softexternal', 'platform', 'soft'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** What a customer has to say about what he buys, by kind: a field that is absent is not asked. */
export const KIND_FIELDS = {
  addition: { licence: 'required', ip: 'optional' },
  softexternal: { ip: 'required', licname: 'optional' },
  platform: { licname: 'optional' },
  soft: { ip: 'required', licname: 'optional' },
} as const satisfies Record<ProductKind, { licence?: 'required'; ip?: 'required' | 'optional'; licname?: 'optional' }>;

/** A thing at the upstream, as far as it says whose it is. */
export type Subject = {
  readonly kind: ProductKind;
  readonly licence: string;
  readonly ip: string;
};

/**
 * What may exist once per tariff: a module by its licence, a licence by its server's address. Null: any number of them may
 * stand side by side, as of a platform.
 */
export function subjectOf(thing: Subject): string | null {
  if (thing.kind === 'addition') return thing.licence;
  return thing.kind === 'platform' ? null : thing.ip;
}
