-- Signs, ranges and uniqueness of several accounts, all kinds, changes of services and reconciliation.

-- Only a module is for a licence number.
ALTER TABLE "quotes" DROP CONSTRAINT "quotes_licence_check";
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_licence_check" CHECK ("licence" ~ '^[0-9]{0,12}$');

ALTER TABLE "upstream_accounts" ADD CHECK ("exchangeRate" > 0), ADD CHECK ("faults" >= 0), ADD CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CHECK (("exchangeRate" IS NULL) = ("exchangeRateAt" IS NULL));
ALTER TABLE "item_costs" ADD CHECK ("upstreamCost" >= 0), ADD CHECK ("upstreamCurrency" ~ '^[A-Z]{3}$');
ALTER TABLE "order_items" ADD CHECK ("upstreamCost" >= 0), ADD CHECK (("upstreamCost" IS NULL) = ("upstreamCurrency" IS NULL));
ALTER TABLE "services" ADD CHECK ("upstreamCost" >= 0), ADD CHECK ("upstreamCurrency" ~ '^[A-Z]{3}$');
ALTER TABLE "service_changes" ADD CHECK ("cost" >= 0), ADD CHECK (("action" = 'renew') = ("period" IS NOT NULL)),
  ADD CHECK ("action" = 'renew' OR "periodStart" IS NULL), ADD CHECK ("attempts" >= 0);
ALTER TABLE "differences" ADD CHECK ("amountAtRisk" >= 0), ADD CHECK (("settledAt" IS NULL) = ("settlement" IS NULL));

-- A call belongs to an order item or to a change of a service.
ALTER TABLE "upstream_calls" ADD CONSTRAINT "upstream_calls_one_owner" CHECK (num_nonnulls("orderItemId", "serviceChangeId") = 1);

-- One thing at a time is done to a service.
CREATE UNIQUE INDEX "service_changes_one_open" ON "service_changes" ("serviceId") WHERE "status" NOT IN ('done', 'cancelled');

-- One open difference of a kind per service at the upstream.
CREATE UNIQUE INDEX "differences_one_open" ON "differences" ("upstreamAccountId", "kind", "upstreamServiceId") WHERE "settledAt" IS NULL;

-- The store's settled differences, newest first; of the open ones there are few.
CREATE INDEX "differences_settled" ON "differences" ("storeId", "createdAt" DESC, "id" DESC) WHERE "settledAt" IS NOT NULL;

-- One reconciliation of an account at a time.
CREATE UNIQUE INDEX "reconciliation_runs_one_running" ON "reconciliation_runs" ("upstreamAccountId") WHERE "status" = 'running';
