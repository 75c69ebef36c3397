-- What the schema language cannot say: signs and ranges, uniqueness under a condition, and rows that never change.

-- Signs and ranges
ALTER TABLE "stores" ADD CHECK ("quoteMinutes" BETWEEN 1 AND 10080), ADD CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "customers" ADD CHECK ("email" = lower("email")), ADD CHECK ("country" ~ '^[A-Z]{2}$');
ALTER TABLE "users" ADD CHECK ("email" = lower("email"));
ALTER TABLE "item_costs" ADD CHECK ("cost" >= 0), ADD CHECK ("period" = -100 OR "period" BETWEEN 1 AND 120);
ALTER TABLE "markups" ADD CHECK ("percentBps" BETWEEN -9000 AND 100000);
ALTER TABLE "published_prices" ADD CHECK ("cost" >= 0), ADD CHECK ("retail" >= "cost");
ALTER TABLE "quotes" ADD CHECK ("licence" ~ '^[0-9]{1,12}$'), ADD CHECK ("expiresAt" > "createdAt");
ALTER TABLE "orders" ADD CHECK ("total" >= 0);
ALTER TABLE "order_items" ADD CHECK ("cost" >= 0), ADD CHECK ("retail" >= 0), ADD CHECK ("attempts" >= 0);
ALTER TABLE "payments" ADD CHECK ("amount" >= 0);
ALTER TABLE "refunds" ADD CHECK ("amount" >= 0);
ALTER TABLE "ledger_entries" ADD CHECK ("amount" <> 0);

-- One write at a time: an unsettled call keeps its key until its outcome is known.
CREATE UNIQUE INDEX "upstream_calls_unsettled_key" ON "upstream_calls" ("upstreamAccountId", "naturalKey")
  WHERE "status" = 'started' OR ("status" = 'unknown' AND "resolution" IS NULL);

-- A service at the upstream belongs to one item.
CREATE UNIQUE INDEX "order_items_upstream_service" ON "order_items" ("upstreamAccountId", "upstreamServiceId")
  WHERE "upstreamServiceId" IS NOT NULL;

-- An order has one payment that is open or has succeeded; money that comes on top is marked as surplus.
CREATE UNIQUE INDEX "payments_one_per_order" ON "payments" ("orderId")
  WHERE "status" <> 'failed' AND NOT "surplus";

-- Rows that never change
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "published_price_lists" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "published_prices" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "ledger_transactions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "ledger_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE ON "audit_entries" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Double entry: the lines of a posting sum to zero per currency when the transaction commits.
CREATE FUNCTION ledger_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "ledger_entries" WHERE "transactionId" = NEW."transactionId" GROUP BY "currency" HAVING sum("amount") <> 0
  ) THEN
    RAISE EXCEPTION 'posting % does not sum to zero', NEW."transactionId";
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "sums_to_zero" AFTER INSERT ON "ledger_entries" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION ledger_sums_to_zero();
