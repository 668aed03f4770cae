-- DropIndex
DROP INDEX "orders_promised_at_id_idx";

-- DropIndex
DROP INDEX "orders_coin_id_promised_at_id_idx";

-- DropIndex
DROP INDEX "transaction_history_executed_at_id_idx";

-- DropIndex
DROP INDEX "transaction_history_coin_id_executed_at_id_idx";

-- AlterTable
ALTER TABLE "tick" ADD COLUMN "policy" TEXT;

-- CreateIndex
CREATE INDEX "orders_promised_at_idx" ON "orders"("promised_at");

-- CreateIndex
CREATE INDEX "orders_coin_id_promised_at_idx" ON "orders"("coin_id", "promised_at");

-- CreateIndex
CREATE INDEX "transaction_history_executed_at_idx" ON "transaction_history"("executed_at");

-- CreateIndex
CREATE INDEX "transaction_history_coin_id_executed_at_idx" ON "transaction_history"("coin_id", "executed_at");

-- Rows by their key, which they would otherwise have twice
CREATE TABLE "new_daily_price" (
    "coin_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "price" TEXT NOT NULL,

    PRIMARY KEY ("coin_id", "day", "version")
) WITHOUT ROWID;
INSERT INTO "new_daily_price" ("coin_id", "day", "version", "price")
    SELECT "coin_id", "day", "version", "price" FROM "daily_price" ORDER BY "coin_id", "day", "version";
DROP TABLE "daily_price";
ALTER TABLE "new_daily_price" RENAME TO "daily_price";
