import { Prisma } from '#prisma/generated/client.ts';
import { moneyText } from './comparable.ts';

const ours = moneyText(Prisma.sql`s."upstreamCost"`, Prisma.sql`s."upstreamCurrency"`);
const theirs = moneyText(Prisma.sql`r.cost`, Prisma.sql`coalesce(r.currency, s."upstreamCurrency")`);

/**
 * Services whose row in the mirror shows another value; `scope` is a condition on the service `s` and its order item `i`. What a list
 * does not print is no difference. At risk: of an earlier last day the missing share of the cost, of a dearer price the difference, of
 * the upstream's own renewal a period, of another licence what a period costs.
 */
export function findOtherValues(scope: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT v.kind, s."upstreamServiceId" AS id, s.id AS service, jsonb_build_object('ours', v.ours, 'theirs', v.theirs) AS facts,
      v.amount, s."upstreamCurrency" AS currency
    FROM services s
    LEFT JOIN order_items i ON i.id = s."orderItemId"
    JOIN upstream_rows r ON r."upstreamAccountId" = s."upstreamAccountId" AND r."upstreamServiceId" = s."upstreamServiceId"
    CROSS JOIN LATERAL (VALUES
      ('other_expiry', r."expiresOn" IS NOT NULL AND s."expiresOn" IS DISTINCT FROM r."expiresOn",
        coalesce(s."expiresOn"::text, ''), r."expiresOn"::text,
        CASE WHEN s.period > 0 THEN greatest(0, s."upstreamCost" * (s."expiresOn" - r."expiresOn") / (30 * s.period)) ELSE 0 END),
      ('other_period', r.period <> s.period, s.period::text, r.period::text, 0),
      ('other_licence', s.kind = 'addition' AND r.licence ~ '^[0-9]{1,12}$' AND r.licence <> s.licence,
        s.licence, r.licence, s."upstreamCost"),
      ('other_licence', s.kind IN ('softexternal', 'soft') AND r.ip <> '' AND lower(r.ip) <> lower(s.ip),
        s.ip, r.ip, s."upstreamCost"),
      ('other_price', coalesce(r.period, s.period) = s.period
          AND (r.cost <> s."upstreamCost" OR (r.cost IS NOT NULL AND r.currency <> s."upstreamCurrency")),
        ${ours}, ${theirs},
        CASE WHEN coalesce(r.currency, s."upstreamCurrency") = s."upstreamCurrency" THEN greatest(0, r.cost - s."upstreamCost") ELSE 0 END),
      ('autoprolong_on', s.autoprolong IS NULL AND r.autoprolong IS NOT NULL, '', r.autoprolong::text,
        coalesce(CASE WHEN coalesce(r.currency, s."upstreamCurrency") = s."upstreamCurrency" THEN r.cost END, s."upstreamCost")),
      ('other_status', (s.status = 'active' AND r.status = 'suspended') OR (s.status = 'suspended' AND r.status = 'active'),
        s.status::text, r.status, 0)
    ) AS v(kind, differs, ours, theirs, amount)
    WHERE ${scope} AND r.status <> 'deleted' AND v.differs`;
}
