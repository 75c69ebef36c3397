import { AppError } from '#lib/domain/errors.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { Ownership } from './owned.ts';

/** What is refused because somebody has it already: `already_owned` or `already_being_bought`, with the sentence of its kind. */
export function alreadyThere(kind: ProductKind, owned: Exclude<Ownership, 'free'>): AppError {
  const [whose, field] =
    kind === 'addition'
      ? (['licence already has the module', 'licence'] as const)
      : (['server already has it', 'ip'] as const);
  if (owned === 'owned') return new AppError('conflict', 'already_owned', `This ${whose}. Nothing was charged.`, field);
  const what =
    kind === 'addition' ? 'The module is being bought for this licence' : 'It is being bought for this server';
  return new AppError('conflict', 'already_being_bought', `${what} right now. Nothing was charged.`, field);
}
