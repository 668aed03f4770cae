-- DropIndex
DROP INDEX "orders_promised_at_id_idx";

-- DropIndex
DROP INDEX "orders_coin_id_promised_at_id_idx";

-- DropIndex
DROP INDEX "transaction_history_executed_at_id_idx";

-- DropIndex
DROP INDEX "transaction_history_coin_id_executed_at_id_idx";

-- AlterTable
ALTER TABLE "tick" ADD COLUMN     "policy" TEXT COLLATE "C";

-- CreateIndex
CREATE INDEX "orders_promised_at_idx" ON "orders"("promised_at");

-- CreateIndex
CREATE INDEX "orders_coin_id_promised_at_idx" ON "orders"("coin_id", "promised_at");

-- CreateIndex
CREATE INDEX "transaction_history_executed_at_idx" ON "transaction_history"("executed_at");

-- CreateIndex
CREATE INDEX "transaction_history_coin_id_executed_at_idx" ON "transaction_history"("coin_id", "executed_at");
