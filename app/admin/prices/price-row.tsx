'use client';

import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Td } from '#components/ui/table.tsx';
import { addonRetail } from '#lib/domain/addons.ts';
import { marginBps } from '#lib/domain/price.ts';
import { formatAmount, formatBps, formatCost, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { PriceDeskRow } from '#lib/pricing/queries.ts';
import type { LivePrice } from './draft.ts';
import { LEFT_OUT, ruleText } from './words.ts';

const SCOPES = { default: 'default', kind: 'kind', product: 'product', item: 'tariff' } as const;

function Retail({ row, live, currency }: { row: PriceDeskRow; live: LivePrice; currency: string }): ReactNode {
  const show = (amount: bigint): string => formatAmount(amount, currency, PAGE_LOCALE);
  const differs = row.retailPublished !== null && row.retailPublished !== live.retail;
  return (
    <Td figure className={live.belowCost ? 'text-danger' : ''}>
      {live.retail === null ? '–' : <span className="font-medium">{show(live.retail)}</span>}
      {differs && row.retailPublished !== null ? (
        <span className="block text-small text-muted">published {show(row.retailPublished)}</span>
      ) : null}
    </Td>
  );
}

/** The cells of one period: cost → markup → retail → margin, as the rules stand while one is being typed. */
export function PriceCells({
  row,
  live,
  currency,
}: {
  row: PriceDeskRow;
  live: LivePrice;
  currency: string;
}): ReactNode {
  const leftOut =
    row.leftOut !== null && row.leftOut !== 'below_cost' && row.leftOut !== 'no_rule' ? row.leftOut : null;
  const isNew = row.changed && row.retailPublished === null && leftOut === null && !live.belowCost;
  return (
    <>
      <Td className="whitespace-nowrap">{formatPeriod(row.period)}</Td>
      <Td figure>
        {formatCost(row.cost, currency, PAGE_LOCALE)}
        {row.upstreamCurrency === currency ? null : (
          <span className="block text-small text-muted">
            {formatCost(row.upstreamCost, row.upstreamCurrency, PAGE_LOCALE)}
          </span>
        )}
      </Td>
      <Td className="whitespace-nowrap text-muted tabular-nums">
        {live.rule === null ? '–' : ruleText(live.rule, currency)}
      </Td>
      <Retail row={row} live={live} currency={currency} />
      <Td figure className={live.belowCost ? 'text-danger' : ''}>
        {live.margin === null ? '–' : formatAmount(live.margin, currency, PAGE_LOCALE)}
      </Td>
      <Td figure className={live.belowCost ? 'text-danger' : ''}>
        {live.marginBps === null ? '–' : formatBps(live.marginBps, PAGE_LOCALE)}
      </Td>
      <Td className="text-muted">{live.rule === null ? '–' : SCOPES[live.rule.scope]}</Td>
      <Td>
        <span className="flex flex-wrap gap-1">
          {live.belowCost ? <Badge tone="danger">below cost</Badge> : null}
          {live.rule === null ? <Badge tone="attention">no rule</Badge> : null}
          {leftOut === null ? null : <Badge tone="neutral">{LEFT_OUT[leftOut]}</Badge>}
          {isNew ? <Badge tone="waiting">new</Badge> : null}
          {row.changed && !isNew ? <Badge tone="waiting">changed</Badge> : null}
        </span>
      </Td>
    </>
  );
}

/** The cells of one add-on of a period, per unit: it is sold by the rule of its product. */
export function AddonCells({
  addon,
  rule,
  currency,
}: {
  addon: PriceDeskRow['addons'][number];
  rule: LivePrice['rule'];
  currency: string;
}): ReactNode {
  const retail = rule === null ? null : addonRetail(addon.cost, rule, currency);
  const share = retail === null ? null : marginBps(retail, addon.cost);
  return (
    <>
      <Td className="text-small text-muted">+ {addon.name}</Td>
      <Td figure className="text-small">
        {formatCost(addon.cost, currency, PAGE_LOCALE)}
      </Td>
      <Td />
      <Td figure className="text-small">
        {retail === null ? '–' : formatAmount(retail, currency, PAGE_LOCALE)}
      </Td>
      <Td figure className="text-small">
        {retail === null ? '–' : formatAmount(retail - addon.cost, currency, PAGE_LOCALE)}
      </Td>
      <Td figure className="text-small">
        {share === null ? '–' : formatBps(share, PAGE_LOCALE)}
      </Td>
      <Td />
      <Td className="text-small text-muted">{addon.type === 'flag' ? 'if chosen' : 'each'}</Td>
    </>
  );
}
