'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { hideProduct } from '#lib/catalogue/hide-product.ts';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { showProduct } from '#lib/catalogue/show-product.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ROUNDINGS } from '#lib/domain/price.ts';
import type { MarkupTarget } from '#lib/pricing/markup-target.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { removeMarkup } from '#lib/pricing/remove-markup.ts';
import { setMarkup } from '#lib/pricing/set-markup.ts';
import { staffAction } from '#lib/web/action.ts';
import { parseFixed, parsePercent } from './draft.ts';

const id = z.string().min(1).max(64);
const kind = z.enum(['addition', 'softexternal', 'platform', 'soft']);

function targetOf(scopeKey: string): MarkupTarget {
  const [scope, ...rest] = scopeKey.split(':');
  const subject = rest.join(':');
  if (scope === 'default') return { scope: 'default' };
  if (scope === 'kind') return { scope: 'kind', kind: kind.parse(subject) };
  if (scope === 'product') return { scope: 'product', productId: subject };
  if (scope === 'item') return { scope: 'item', itemId: subject };
  throw new AppError('invalid', 'scope_unknown', 'This rule is for nothing that we know.');
}

const scopeKey = z.string().max(80).transform(targetOf);

const ruleSchema = z.object({
  scopeKey,
  percent: z
    .string()
    .max(20)
    .transform(parsePercent)
    .pipe(z.number('Write a percentage with at most two decimals, such as 20 or 12.5.')),
  fixed: z
    .string()
    .max(20)
    .transform(parseFixed)
    .pipe(z.bigint('Write an amount with at most four decimals, such as 0.50.')),
  rounding: z.enum(ROUNDINGS, 'Choose one of the roundings.'),
});

export const setRuleAction = staffAction(ruleSchema, async (actor, { scopeKey: target, percent, fixed, rounding }) => {
  await setMarkup(actor, { target, percentBps: percent, fixed, rounding });
  return 'Saved. Panels and the checkout see it when you publish.';
});

export const removeRuleAction = staffAction(z.object({ scopeKey }), async (actor, { scopeKey: target }) => {
  await removeMarkup(actor, target);
  return 'Removed: the wider rule applies.';
});

export const setVisibilityAction = staffAction(
  z.object({ product: id, hidden: z.enum(['yes', 'no']) }),
  async (actor, { product, hidden }) => {
    await (hidden === 'yes' ? hideProduct(actor, product) : showProduct(actor, product));
    return hidden === 'yes' ? 'Hidden: not sold from now on.' : 'Shown: sold when you publish.';
  },
);

export const pullAction = staffAction(z.object({ account: id }), async (actor, { account }) => {
  const { items, changes, withdrawn } = await pullPriceList(actor, account, new Date());
  const changed = Object.values(changes).reduce((total, count) => total + count, 0);
  const words = changed === 0 ? 'nothing changed' : `${changed} ${changed === 1 ? 'change' : 'changes'}`;
  return `${items} tariffs pulled, ${words}.${withdrawn > 0 ? ` ${withdrawn} prices were below cost or gone and are no longer sold.` : ''}`;
});

export const publishAction = staffAction(
  z.object({ note: z.string().trim().max(500, 'Keep the note below 500 characters.') }),
  async (actor, { note }) => {
    await publishPrices(actor, { note }, new Date());
    return redirect('/admin/prices');
  },
);
