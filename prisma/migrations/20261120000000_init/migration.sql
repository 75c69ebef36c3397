-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "staff_role" AS ENUM ('owner', 'support');

-- CreateEnum
CREATE TYPE "product_kind" AS ENUM ('addition', 'softexternal', 'platform', 'soft');

-- CreateEnum
CREATE TYPE "change_kind" AS ENUM ('new', 'vanished', 'returned', 'renamed', 'cost', 'period_added', 'period_lost');

-- CreateEnum
CREATE TYPE "markup_scope" AS ENUM ('default', 'kind', 'product', 'item');

-- CreateEnum
CREATE TYPE "rounding" AS ENUM ('minor', 'tenth', 'half', 'unit', 'x90', 'x99');

-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('awaiting_payment', 'paid', 'completed', 'cancelled', 'refunding', 'refunded');

-- CreateEnum
CREATE TYPE "fulfilment_status" AS ENUM ('unpaid', 'queued', 'ordering', 'uncertain', 'bought', 'blocked', 'needs_person', 'active', 'closed');

-- CreateEnum
CREATE TYPE "call_status" AS ENUM ('started', 'accepted', 'rejected', 'not_sent', 'unknown');

-- CreateEnum
CREATE TYPE "call_resolution" AS ENUM ('adopted', 'absent', 'by_hand');

-- CreateEnum
CREATE TYPE "payment_status" AS ENUM ('created', 'pending', 'succeeded', 'failed', 'refunded');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('started', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "ledger_kind" AS ENUM ('payment', 'surplus', 'purchase', 'sale', 'refund');

-- CreateEnum
CREATE TYPE "mail_status" AS ENUM ('queued', 'sent', 'kept', 'failed');

-- CreateEnum
CREATE TYPE "test_charge_status" AS ENUM ('open', 'succeeded', 'declined', 'refunded');

-- CreateTable
CREATE TABLE "stores" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "orderPrefix" TEXT NOT NULL,
    "nextOrderNumber" INTEGER NOT NULL DEFAULT 1001,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "quoteMinutes" INTEGER NOT NULL DEFAULT 30,
    "supportEmail" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_hosts" (
    "host" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "store_hosts_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "passwordChangedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "memberships" (
    "userId" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "role" "staff_role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("userId","storeId")
);

-- CreateTable
CREATE TABLE "customers" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "panelPasswordHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_accounts" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "passwordEncrypted" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 1,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "isSandbox" BOOLEAN NOT NULL DEFAULT false,
    "balance" BIGINT,
    "balanceAt" TIMESTAMPTZ(3),
    "pulledAt" TIMESTAMPTZ(3),
    "pullError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_list_pulls" (
    "id" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "itemCount" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_list_pulls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_list_items" (
    "id" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "kind" "product_kind" NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "additionIntname" TEXT NOT NULL,
    "intname" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "vanishedAt" TIMESTAMPTZ(3),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_list_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_costs" (
    "itemId" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "cost" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "item_costs_pkey" PRIMARY KEY ("itemId","period")
);

-- CreateTable
CREATE TABLE "price_list_changes" (
    "id" TEXT NOT NULL,
    "pullId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "kind" "change_kind" NOT NULL,
    "period" INTEGER,
    "oldCost" BIGINT,
    "newCost" BIGINT,
    "oldName" TEXT,
    "newName" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_list_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "products" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "kind" "product_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "hidden" BOOLEAN NOT NULL DEFAULT false,
    "itemId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "products_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "markups" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "scope" "markup_scope" NOT NULL,
    "scopeKey" TEXT NOT NULL,
    "productId" TEXT,
    "itemId" TEXT,
    "percentBps" INTEGER NOT NULL,
    "fixed" BIGINT NOT NULL DEFAULT 0,
    "rounding" "rounding" NOT NULL DEFAULT 'minor',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "markups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "published_price_lists" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "publishedBy" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "published_price_lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "published_prices" (
    "publishedPriceListId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "period" INTEGER NOT NULL,
    "kind" "product_kind" NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "additionIntname" TEXT NOT NULL,
    "intname" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cost" BIGINT NOT NULL,
    "retail" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "markup" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "published_prices_pkey" PRIMARY KEY ("publishedPriceListId","productId","period")
);

-- CreateTable
CREATE TABLE "quotes" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "publishedPriceListId" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "ip" TEXT NOT NULL DEFAULT '',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quotes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "publicId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "quoteId" TEXT NOT NULL,
    "status" "order_status" NOT NULL DEFAULT 'awaiting_payment',
    "total" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "paidAt" TIMESTAMPTZ(3),
    "completedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_items" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "kind" "product_kind" NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "ip" TEXT NOT NULL DEFAULT '',
    "period" INTEGER NOT NULL,
    "cost" BIGINT NOT NULL,
    "retail" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "markup" JSONB NOT NULL,
    "fulfilmentStatus" "fulfilment_status" NOT NULL DEFAULT 'unpaid',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "reasonDetail" TEXT,
    "overruled" TEXT,
    "upstreamServiceId" TEXT,
    "boughtAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "services" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "orderItemId" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "upstreamServiceId" TEXT NOT NULL,
    "licence" TEXT NOT NULL,
    "ip" TEXT NOT NULL DEFAULT '',
    "period" INTEGER NOT NULL,
    "expiresOn" DATE,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "services_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_calls" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "orderItemId" TEXT NOT NULL,
    "func" TEXT NOT NULL,
    "naturalKey" TEXT NOT NULL,
    "correlation" TEXT NOT NULL,
    "baselineIds" TEXT[],
    "status" "call_status" NOT NULL DEFAULT 'started',
    "resolution" "call_resolution",
    "deadlineAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "resolvedAt" TIMESTAMPTZ(3),
    "request" JSONB NOT NULL,
    "httpStatus" INTEGER,
    "response" TEXT,
    "emptyReads" INTEGER NOT NULL DEFAULT 0,
    "billOrderId" TEXT,
    "errorType" TEXT,
    "errorObject" TEXT,
    "message" TEXT,
    "upstreamServiceId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_calls_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payments" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "externalId" TEXT,
    "status" "payment_status" NOT NULL DEFAULT 'created',
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "checkoutUrl" TEXT,
    "surplus" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextCheckAt" TIMESTAMPTZ(3),
    "succeededAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_events" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "paymentExternalId" TEXT NOT NULL,
    "rawBody" TEXT NOT NULL,
    "paymentId" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "processedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refunds" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "status" "refund_status" NOT NULL DEFAULT 'started',
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "externalId" TEXT,
    "reason" TEXT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "kind" "ledger_kind" NOT NULL,
    "sourceId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "id" TEXT NOT NULL,
    "transactionId" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_messages" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "orderId" TEXT,
    "toAddress" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" "mail_status" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_states" (
    "name" TEXT NOT NULL,
    "lastStartedAt" TIMESTAMPTZ(3),
    "lastFinishedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "job_states_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "windowStart" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key","windowStart")
);

-- CreateTable
CREATE TABLE "test_charges" (
    "id" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "returnUrl" TEXT NOT NULL,
    "notifyUrl" TEXT NOT NULL,
    "status" "test_charge_status" NOT NULL DEFAULT 'open',
    "settlesAt" TIMESTAMPTZ(3),
    "refundKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_charges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "test_deliveries" (
    "id" TEXT NOT NULL,
    "chargeId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deliveredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "test_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "store_hosts_storeId_idx" ON "store_hosts"("storeId");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "memberships_storeId_idx" ON "memberships"("storeId");

-- CreateIndex
CREATE UNIQUE INDEX "customers_storeId_email_key" ON "customers"("storeId", "email");

-- CreateIndex
CREATE INDEX "upstream_accounts_storeId_idx" ON "upstream_accounts"("storeId");

-- CreateIndex
CREATE UNIQUE INDEX "upstream_accounts_url_username_key" ON "upstream_accounts"("url", "username");

-- CreateIndex
CREATE INDEX "price_list_pulls_upstreamAccountId_createdAt_idx" ON "price_list_pulls"("upstreamAccountId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "price_list_items_upstreamAccountId_kind_upstreamId_key" ON "price_list_items"("upstreamAccountId", "kind", "upstreamId");

-- CreateIndex
CREATE INDEX "price_list_changes_itemId_createdAt_idx" ON "price_list_changes"("itemId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "price_list_changes_pullId_idx" ON "price_list_changes"("pullId");

-- CreateIndex
CREATE UNIQUE INDEX "products_itemId_key" ON "products"("itemId");

-- CreateIndex
CREATE INDEX "products_storeId_idx" ON "products"("storeId");

-- CreateIndex
CREATE UNIQUE INDEX "markups_storeId_scopeKey_key" ON "markups"("storeId", "scopeKey");

-- CreateIndex
CREATE UNIQUE INDEX "published_price_lists_storeId_version_key" ON "published_price_lists"("storeId", "version");

-- CreateIndex
CREATE INDEX "quotes_expiresAt_idx" ON "quotes"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "orders_publicId_key" ON "orders"("publicId");

-- CreateIndex
CREATE UNIQUE INDEX "orders_quoteId_key" ON "orders"("quoteId");

-- CreateIndex
CREATE INDEX "orders_storeId_createdAt_id_idx" ON "orders"("storeId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "orders_storeId_status_createdAt_id_idx" ON "orders"("storeId", "status", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "orders_customerId_idx" ON "orders"("customerId");

-- CreateIndex
CREATE INDEX "orders_storeId_paidAt_idx" ON "orders"("storeId", "paidAt");

-- CreateIndex
CREATE INDEX "orders_storeId_completedAt_idx" ON "orders"("storeId", "completedAt");

-- CreateIndex
CREATE UNIQUE INDEX "orders_storeId_number_key" ON "orders"("storeId", "number");

-- CreateIndex
CREATE INDEX "order_items_fulfilmentStatus_nextAttemptAt_idx" ON "order_items"("fulfilmentStatus", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "order_items_storeId_licence_idx" ON "order_items"("storeId", "licence");

-- CreateIndex
CREATE INDEX "order_items_storeId_ip_idx" ON "order_items"("storeId", "ip");

-- CreateIndex
CREATE INDEX "order_items_storeId_upstreamServiceId_idx" ON "order_items"("storeId", "upstreamServiceId");

-- CreateIndex
CREATE INDEX "order_items_orderId_idx" ON "order_items"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "services_orderItemId_key" ON "services"("orderItemId");

-- CreateIndex
CREATE INDEX "services_storeId_licence_productId_idx" ON "services"("storeId", "licence", "productId");

-- CreateIndex
CREATE UNIQUE INDEX "services_upstreamAccountId_upstreamServiceId_key" ON "services"("upstreamAccountId", "upstreamServiceId");

-- CreateIndex
CREATE INDEX "upstream_calls_orderItemId_createdAt_idx" ON "upstream_calls"("orderItemId", "createdAt");

-- CreateIndex
CREATE INDEX "upstream_calls_status_deadlineAt_idx" ON "upstream_calls"("status", "deadlineAt");

-- CreateIndex
CREATE INDEX "payments_status_nextCheckAt_idx" ON "payments"("status", "nextCheckAt");

-- CreateIndex
CREATE INDEX "payments_orderId_idx" ON "payments"("orderId");

-- CreateIndex
CREATE UNIQUE INDEX "payments_provider_externalId_key" ON "payments"("provider", "externalId");

-- CreateIndex
CREATE INDEX "payment_events_processedAt_nextAttemptAt_idx" ON "payment_events"("processedAt", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "payment_events_paymentId_idx" ON "payment_events"("paymentId");

-- CreateIndex
CREATE UNIQUE INDEX "payment_events_provider_externalId_key" ON "payment_events"("provider", "externalId");

-- CreateIndex
CREATE UNIQUE INDEX "refunds_paymentId_key" ON "refunds"("paymentId");

-- CreateIndex
CREATE INDEX "refunds_status_nextAttemptAt_idx" ON "refunds"("status", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "ledger_transactions_storeId_createdAt_idx" ON "ledger_transactions"("storeId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_kind_sourceId_key" ON "ledger_transactions"("kind", "sourceId");

-- CreateIndex
CREATE INDEX "ledger_entries_account_currency_idx" ON "ledger_entries"("account", "currency");

-- CreateIndex
CREATE INDEX "ledger_entries_transactionId_idx" ON "ledger_entries"("transactionId");

-- CreateIndex
CREATE UNIQUE INDEX "mail_messages_key_key" ON "mail_messages"("key");

-- CreateIndex
CREATE INDEX "mail_messages_status_nextAttemptAt_idx" ON "mail_messages"("status", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "mail_messages_storeId_createdAt_id_idx" ON "mail_messages"("storeId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "mail_messages_orderId_idx" ON "mail_messages"("orderId");

-- CreateIndex
CREATE INDEX "audit_entries_subjectId_createdAt_idx" ON "audit_entries"("subjectId", "createdAt");

-- CreateIndex
CREATE INDEX "audit_entries_storeId_createdAt_id_idx" ON "audit_entries"("storeId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "rate_limits_windowStart_idx" ON "rate_limits"("windowStart");

-- CreateIndex
CREATE UNIQUE INDEX "test_charges_idempotencyKey_key" ON "test_charges"("idempotencyKey");

-- CreateIndex
CREATE UNIQUE INDEX "test_charges_refundKey_key" ON "test_charges"("refundKey");

-- CreateIndex
CREATE INDEX "test_charges_status_settlesAt_idx" ON "test_charges"("status", "settlesAt");

-- CreateIndex
CREATE INDEX "test_deliveries_deliveredAt_dueAt_idx" ON "test_deliveries"("deliveredAt", "dueAt");

-- AddForeignKey
ALTER TABLE "store_hosts" ADD CONSTRAINT "store_hosts_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_accounts" ADD CONSTRAINT "upstream_accounts_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_list_pulls" ADD CONSTRAINT "price_list_pulls_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_list_items" ADD CONSTRAINT "price_list_items_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_costs" ADD CONSTRAINT "item_costs_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "price_list_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_list_changes" ADD CONSTRAINT "price_list_changes_pullId_fkey" FOREIGN KEY ("pullId") REFERENCES "price_list_pulls"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price_list_changes" ADD CONSTRAINT "price_list_changes_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "price_list_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "products" ADD CONSTRAINT "products_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "price_list_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "markups" ADD CONSTRAINT "markups_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "markups" ADD CONSTRAINT "markups_productId_fkey" FOREIGN KEY ("productId") REFERENCES "products"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "markups" ADD CONSTRAINT "markups_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "price_list_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_price_lists" ADD CONSTRAINT "published_price_lists_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "published_prices" ADD CONSTRAINT "published_prices_publishedPriceListId_fkey" FOREIGN KEY ("publishedPriceListId") REFERENCES "published_price_lists"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_productId_fkey" FOREIGN KEY ("productId") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_publishedPriceListId_fkey" FOREIGN KEY ("publishedPriceListId") REFERENCES "published_price_lists"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_quoteId_fkey" FOREIGN KEY ("quoteId") REFERENCES "quotes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_productId_fkey" FOREIGN KEY ("productId") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "customers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_productId_fkey" FOREIGN KEY ("productId") REFERENCES "products"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_orderItemId_fkey" FOREIGN KEY ("orderItemId") REFERENCES "order_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "services" ADD CONSTRAINT "services_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_calls" ADD CONSTRAINT "upstream_calls_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_calls" ADD CONSTRAINT "upstream_calls_orderItemId_fkey" FOREIGN KEY ("orderItemId") REFERENCES "order_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payments" ADD CONSTRAINT "payments_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "payments"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transactionId_fkey" FOREIGN KEY ("transactionId") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "test_deliveries" ADD CONSTRAINT "test_deliveries_chargeId_fkey" FOREIGN KEY ("chargeId") REFERENCES "test_charges"("id") ON DELETE CASCADE ON UPDATE CASCADE;
