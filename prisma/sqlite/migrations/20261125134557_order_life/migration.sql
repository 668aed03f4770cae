-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "changed_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "notification" (
    "message_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "tries" INTEGER NOT NULL,
    "next_try_at" DATETIME,
    "delivered_at" DATETIME,
    "problem" TEXT,

    PRIMARY KEY ("message_id", "service")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "began_at" DATETIME NOT NULL,
    "ended_at" DATETIME,
    "slot" TEXT,
    "exit_code" INTEGER,
    "tick_id" TEXT,
    "problem" TEXT,
    CONSTRAINT "run_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_tick" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slot" TEXT,
    "sequence" INTEGER NOT NULL,
    "market" TEXT NOT NULL,
    "quote_currency" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL
);
-- Ticks are numbered as they followed each other.
INSERT INTO "new_tick" ("id", "market", "quote_currency", "sequence", "slot", "started_at", "strategy") SELECT "id", "market", "quote_currency", row_number() OVER (ORDER BY "started_at", "id"), "slot", "started_at", "strategy" FROM "tick";
DROP TABLE "tick";
ALTER TABLE "new_tick" RENAME TO "tick";
CREATE UNIQUE INDEX "tick_slot_key" ON "tick"("slot");
CREATE UNIQUE INDEX "tick_sequence_key" ON "tick"("sequence");
CREATE INDEX "tick_started_at_id_idx" ON "tick"("started_at", "id");
CREATE TABLE "new_orders" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tick_id" TEXT NOT NULL,
    "coin_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "price" TEXT NOT NULL,
    "limit_price" TEXT,
    "reserve" TEXT,
    "carried" TEXT,
    "pair" TEXT,
    "client_order_id" TEXT,
    "exchange_id" TEXT,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "created_at" DATETIME NOT NULL,
    "promised_at" DATETIME NOT NULL,
    "sent_at" DATETIME,
    "closed_at" DATETIME,
    "changed_by" TEXT,
    CONSTRAINT "orders_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "orders_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- Orders were promised when their tick was started, and closed by their one fill.
INSERT INTO "new_orders" ("closed_at", "coin_id", "created_at", "id", "price", "promised_at", "quantity", "side", "status", "tick_id") SELECT (SELECT max(f."executed_at") FROM "transaction_history" f WHERE f."order_id" = "orders"."id"), "coin_id", "created_at", "id", "price", "created_at", "quantity", "side", "status", "tick_id" FROM "orders";
DROP TABLE "orders";
ALTER TABLE "new_orders" RENAME TO "orders";
CREATE INDEX "orders_status_closed_at_idx" ON "orders"("status", "closed_at");
CREATE INDEX "orders_tick_id_idx" ON "orders"("tick_id");
CREATE INDEX "orders_promised_at_id_idx" ON "orders"("promised_at", "id");
CREATE INDEX "orders_coin_id_promised_at_id_idx" ON "orders"("coin_id", "promised_at", "id");
CREATE TABLE "new_transaction_history" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "trade_id" TEXT NOT NULL,
    "coin_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "price" TEXT NOT NULL,
    "fee" TEXT NOT NULL,
    "fee_currency" TEXT,
    "executed_at" DATETIME NOT NULL,
    "late_day" TEXT,
    CONSTRAINT "transaction_history_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "transaction_history_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
-- A fill was the only one of its order.
INSERT INTO "new_transaction_history" ("coin_id", "executed_at", "fee", "id", "order_id", "price", "quantity", "side", "trade_id") SELECT "coin_id", "executed_at", "fee", "id", "order_id", "price", "quantity", "side", '1' FROM "transaction_history";
DROP TABLE "transaction_history";
ALTER TABLE "new_transaction_history" RENAME TO "transaction_history";
CREATE INDEX "transaction_history_executed_at_id_idx" ON "transaction_history"("executed_at", "id");
CREATE INDEX "transaction_history_coin_id_executed_at_id_idx" ON "transaction_history"("coin_id", "executed_at", "id");
CREATE UNIQUE INDEX "transaction_history_order_id_trade_id_key" ON "transaction_history"("order_id", "trade_id");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "notification_next_try_at_idx" ON "notification"("next_try_at");

-- CreateIndex
CREATE INDEX "notification_topic_created_at_idx" ON "notification"("topic", "created_at");

-- CreateIndex
CREATE INDEX "run_began_at_id_idx" ON "run"("began_at", "id");

-- CreateIndex
CREATE INDEX "run_tick_id_idx" ON "run"("tick_id");
