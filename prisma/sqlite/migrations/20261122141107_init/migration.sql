-- CreateTable
CREATE TABLE "crypto" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "symbol" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "current_price" TEXT NOT NULL,
    "market_cap" TEXT,
    "market_cap_rank" INTEGER,
    "high_24h" TEXT,
    "low_24h" TEXT,
    "price_change_24h" TEXT,
    "price_change_percentage_24h" TEXT,
    "market_cap_change_24h" TEXT,
    "market_cap_change_percentage_24h" TEXT,
    "last_updated" DATETIME,
    "fetched_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "tick" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slot" TEXT,
    "market" TEXT NOT NULL,
    "quote_currency" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "decision" (
    "tick_id" TEXT NOT NULL,
    "coin_id" TEXT NOT NULL,
    "symbol" TEXT NOT NULL,
    "price" TEXT,
    "average" TEXT,
    "action" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "inputs" TEXT NOT NULL,
    "decided_at" DATETIME NOT NULL,

    PRIMARY KEY ("tick_id", "coin_id"),
    CONSTRAINT "decision_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "tick_id" TEXT NOT NULL,
    "coin_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "price" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL,
    CONSTRAINT "orders_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "orders_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "transaction_history" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "coin_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "quantity" TEXT NOT NULL,
    "price" TEXT NOT NULL,
    "fee" TEXT NOT NULL,
    "executed_at" DATETIME NOT NULL,
    CONSTRAINT "transaction_history_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "transaction_history_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "position" (
    "coin_id" TEXT NOT NULL PRIMARY KEY,
    "buy_count" INTEGER NOT NULL,
    "quantity" TEXT NOT NULL,
    "cost_basis" TEXT NOT NULL,
    CONSTRAINT "position_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "daily_price" (
    "coin_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "price" TEXT NOT NULL,

    PRIMARY KEY ("coin_id", "day")
);

-- CreateTable
CREATE TABLE "spending" (
    "period" TEXT NOT NULL PRIMARY KEY,
    "amount" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "coin_spending" (
    "coin_id" TEXT NOT NULL PRIMARY KEY,
    "amount" TEXT NOT NULL,
    "carried" TEXT NOT NULL,
    "last_bought_at" DATETIME,
    "last_cut_at" DATETIME
);

-- CreateTable
CREATE TABLE "cash_entry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" TEXT NOT NULL,
    "balance" TEXT NOT NULL,
    "quote_currency" TEXT NOT NULL,
    "tick_id" TEXT,
    "at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "category" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL,
    "coins" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "universe_member" (
    "coin_id" TEXT NOT NULL PRIMARY KEY
);

-- CreateIndex
CREATE UNIQUE INDEX "tick_slot_key" ON "tick"("slot");

-- CreateIndex
CREATE INDEX "tick_started_at_id_idx" ON "tick"("started_at", "id");

-- CreateIndex
CREATE INDEX "decision_coin_id_decided_at_tick_id_idx" ON "decision"("coin_id", "decided_at", "tick_id");

-- CreateIndex
CREATE INDEX "orders_status_idx" ON "orders"("status");

-- CreateIndex
CREATE INDEX "orders_tick_id_idx" ON "orders"("tick_id");

-- CreateIndex
CREATE INDEX "transaction_history_executed_at_id_idx" ON "transaction_history"("executed_at", "id");

-- CreateIndex
CREATE INDEX "transaction_history_coin_id_executed_at_id_idx" ON "transaction_history"("coin_id", "executed_at", "id");

-- CreateIndex
CREATE INDEX "transaction_history_order_id_idx" ON "transaction_history"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "cash_entry_sequence_key" ON "cash_entry"("sequence");
