-- CreateEnum
CREATE TYPE "order_mode" AS ENUM ('immediate', 'cart');

-- CreateEnum
CREATE TYPE "service_status" AS ENUM ('active', 'suspended', 'deleted');

-- CreateEnum
CREATE TYPE "service_action" AS ENUM ('renew', 'edit', 'suspend', 'resume', 'delete');

-- CreateEnum
CREATE TYPE "service_change_status" AS ENUM ('queued', 'sending', 'uncertain', 'blocked', 'needs_person', 'done', 'cancelled');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('running', 'finished', 'failed');

-- CreateEnum
CREATE TYPE "difference_kind" AS ENUM ('only_upstream', 'only_ours', 'other_expiry', 'other_period', 'other_licence', 'other_price', 'double', 'autoprolong_on', 'other_status', 'not_booked');

-- AlterEnum
ALTER TYPE "change_kind" ADD VALUE 'addons';

-- AlterEnum
ALTER TYPE "fulfilment_status" ADD VALUE 'in_cart' BEFORE 'bought';

-- AlterEnum
ALTER TYPE "call_resolution" ADD VALUE 'confirmed';

-- AlterEnum
ALTER TYPE "ledger_kind" ADD VALUE 'renewal' BEFORE 'sale';

-- DropIndex
DROP INDEX "services_storeId_licence_productId_idx";

-- AlterTable
ALTER TABLE "upstream_accounts" ADD COLUMN     "department" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "departmentEmail" TEXT,
ADD COLUMN     "exchangeRate" BIGINT,
ADD COLUMN     "exchangeRateAt" TIMESTAMPTZ(3),
ADD COLUMN     "faultText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "faults" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kinds" "product_kind"[],
ADD COLUMN     "minimalBalance" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "orderMode" "order_mode" NOT NULL DEFAULT 'immediate',
ADD COLUMN     "pausedUntil" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "price_list_items" ADD COLUMN     "addons" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "item_costs" ADD COLUMN     "upstreamCost" BIGINT,
ADD COLUMN     "upstreamCurrency" TEXT;

-- Until now an account's currency was the store's.
UPDATE "item_costs" SET "upstreamCost" = "cost", "upstreamCurrency" = "currency";
ALTER TABLE "item_costs" ALTER COLUMN "upstreamCost" SET NOT NULL,
ALTER COLUMN "upstreamCurrency" SET NOT NULL;

-- AlterTable
ALTER TABLE "published_prices" ADD COLUMN     "addons" JSONB NOT NULL DEFAULT '[]';

-- AlterTable
ALTER TABLE "quotes" ADD COLUMN     "addons" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "licname" TEXT NOT NULL DEFAULT '',
ALTER COLUMN "licence" SET DEFAULT '';

-- AlterTable
ALTER TABLE "order_items" ADD COLUMN     "addons" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "billOrderId" TEXT,
ADD COLUMN     "licname" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "upstreamCost" BIGINT,
ADD COLUMN     "upstreamCurrency" TEXT,
ALTER COLUMN "licence" SET DEFAULT '';

-- AlterTable
ALTER TABLE "services" ADD COLUMN     "addons" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "autoprolong" INTEGER,
ADD COLUMN     "kind" "product_kind",
ADD COLUMN     "licenceKey" TEXT,
ADD COLUMN     "licname" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "name" TEXT,
ADD COLUMN     "status" "service_status" NOT NULL DEFAULT 'active',
ADD COLUMN     "upstreamCost" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "upstreamCurrency" TEXT,
ADD COLUMN     "upstreamId" TEXT,
ALTER COLUMN "productId" DROP NOT NULL,
ALTER COLUMN "orderItemId" DROP NOT NULL,
ALTER COLUMN "licence" SET DEFAULT '';

-- Until now every service came from an order, in the store's currency.
UPDATE "services" SET "kind" = i."kind", "name" = i."name", "upstreamId" = i."upstreamId", "upstreamCost" = i."cost",
  "upstreamCurrency" = i."currency" FROM "order_items" i WHERE i."id" = "services"."orderItemId";
ALTER TABLE "services" ALTER COLUMN "kind" SET NOT NULL,
ALTER COLUMN "name" SET NOT NULL,
ALTER COLUMN "upstreamCurrency" SET NOT NULL,
ALTER COLUMN "upstreamId" SET NOT NULL;

-- Until now modules were all that was sold.
UPDATE "upstream_accounts" SET "kinds" = '{addition}';

-- AlterTable
ALTER TABLE "upstream_calls" ADD COLUMN     "baseline" JSONB,
ADD COLUMN     "serviceChangeId" TEXT,
ALTER COLUMN "orderItemId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "balance_readings" (
    "id" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "balance" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "balance_readings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_changes" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "action" "service_action" NOT NULL,
    "status" "service_change_status" NOT NULL DEFAULT 'queued',
    "period" INTEGER,
    "periodStart" DATE,
    "wanted" JSONB NOT NULL DEFAULT '{}',
    "cost" BIGINT,
    "currency" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3),
    "reason" TEXT,
    "reasonDetail" TEXT,
    "requestedBy" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "finishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "service_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_runs" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'running',
    "requestedBy" TEXT NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "found" JSONB NOT NULL DEFAULT '{}',
    "error" TEXT,
    "finishedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reconciliation_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_rows" (
    "upstreamAccountId" TEXT NOT NULL,
    "upstreamServiceId" TEXT NOT NULL,
    "kind" "product_kind" NOT NULL,
    "licence" TEXT NOT NULL DEFAULT '',
    "ip" TEXT NOT NULL DEFAULT '',
    "licname" TEXT NOT NULL DEFAULT '',
    "comment" TEXT NOT NULL DEFAULT '',
    "tariffName" TEXT NOT NULL DEFAULT '',
    "upstreamId" TEXT,
    "period" INTEGER,
    "status" TEXT NOT NULL,
    "expiresOn" DATE,
    "createdOn" DATE,
    "autoprolong" INTEGER,
    "remoteid" TEXT,
    "cost" BIGINT,
    "currency" TEXT,
    "runId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_rows_pkey" PRIMARY KEY ("upstreamAccountId","upstreamServiceId")
);

-- CreateTable
CREATE TABLE "differences" (
    "id" TEXT NOT NULL,
    "storeId" TEXT NOT NULL,
    "upstreamAccountId" TEXT NOT NULL,
    "kind" "difference_kind" NOT NULL,
    "upstreamServiceId" TEXT NOT NULL,
    "serviceId" TEXT,
    "facts" JSONB NOT NULL,
    "amountAtRisk" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "settledBy" TEXT,
    "settlement" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "differences_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "balance_readings_upstreamAccountId_createdAt_idx" ON "balance_readings"("upstreamAccountId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "service_changes_status_nextAttemptAt_idx" ON "service_changes"("status", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "service_changes_serviceId_createdAt_idx" ON "service_changes"("serviceId", "createdAt");

-- CreateIndex
CREATE INDEX "service_changes_storeId_status_createdAt_idx" ON "service_changes"("storeId", "status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "service_changes_serviceId_periodStart_key" ON "service_changes"("serviceId", "periodStart");

-- CreateIndex
CREATE INDEX "reconciliation_runs_upstreamAccountId_createdAt_idx" ON "reconciliation_runs"("upstreamAccountId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "upstream_rows_upstreamAccountId_kind_upstreamId_licence_ip_idx" ON "upstream_rows"("upstreamAccountId", "kind", "upstreamId", "licence", "ip");

-- CreateIndex
CREATE INDEX "upstream_rows_upstreamAccountId_runId_idx" ON "upstream_rows"("upstreamAccountId", "runId");

-- CreateIndex
CREATE INDEX "differences_storeId_settledAt_createdAt_id_idx" ON "differences"("storeId", "settledAt", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "differences_upstreamAccountId_upstreamServiceId_kind_idx" ON "differences"("upstreamAccountId", "upstreamServiceId", "kind");

-- CreateIndex
CREATE INDEX "differences_serviceId_idx" ON "differences"("serviceId");

-- CreateIndex
CREATE INDEX "services_storeId_kind_upstreamId_licence_idx" ON "services"("storeId", "kind", "upstreamId", "licence");

-- CreateIndex
CREATE INDEX "services_storeId_kind_upstreamId_ip_idx" ON "services"("storeId", "kind", "upstreamId", "ip");

-- CreateIndex
CREATE INDEX "services_storeId_createdAt_id_idx" ON "services"("storeId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "services_storeId_ip_idx" ON "services"("storeId", "ip");

-- CreateIndex
CREATE INDEX "services_storeId_status_createdAt_id_idx" ON "services"("storeId", "status", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "services_storeId_expiresOn_id_idx" ON "services"("storeId", "expiresOn", "id");

-- CreateIndex
CREATE INDEX "services_upstreamAccountId_expiresOn_idx" ON "services"("upstreamAccountId", "expiresOn");

-- CreateIndex
CREATE INDEX "services_customerId_idx" ON "services"("customerId");

-- CreateIndex
CREATE INDEX "upstream_calls_serviceChangeId_createdAt_idx" ON "upstream_calls"("serviceChangeId", "createdAt");

-- AddForeignKey
ALTER TABLE "balance_readings" ADD CONSTRAINT "balance_readings_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_changes" ADD CONSTRAINT "service_changes_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "service_changes" ADD CONSTRAINT "service_changes_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "services"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_calls" ADD CONSTRAINT "upstream_calls_serviceChangeId_fkey" FOREIGN KEY ("serviceChangeId") REFERENCES "service_changes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_runs" ADD CONSTRAINT "reconciliation_runs_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reconciliation_runs" ADD CONSTRAINT "reconciliation_runs_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_rows" ADD CONSTRAINT "upstream_rows_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "differences" ADD CONSTRAINT "differences_storeId_fkey" FOREIGN KEY ("storeId") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "differences" ADD CONSTRAINT "differences_upstreamAccountId_fkey" FOREIGN KEY ("upstreamAccountId") REFERENCES "upstream_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "differences" ADD CONSTRAINT "differences_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "services"("id") ON DELETE SET NULL ON UPDATE CASCADE;
