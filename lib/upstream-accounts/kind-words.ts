import type { ProductKind } from '#lib/domain/product-kind.ts';

/** What people call the things of a kind. */
export const KIND_WORDS = {
  addition: 'modules',
  softexternal: 'third-party licences',
  platform: 'platforms',
  soft: 'ispmanager licences',
} as const satisfies Record<ProductKind, string>;
