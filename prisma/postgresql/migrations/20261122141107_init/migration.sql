-- CreateTable
CREATE TABLE "crypto" (
    "id" TEXT COLLATE "C" NOT NULL,
    "symbol" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "current_price" TEXT COLLATE "C" NOT NULL,
    "market_cap" TEXT COLLATE "C",
    "market_cap_rank" INTEGER,
    "high_24h" TEXT COLLATE "C",
    "low_24h" TEXT COLLATE "C",
    "price_change_24h" TEXT COLLATE "C",
    "price_change_percentage_24h" TEXT COLLATE "C",
    "market_cap_change_24h" TEXT COLLATE "C",
    "market_cap_change_percentage_24h" TEXT COLLATE "C",
    "last_updated" TIMESTAMP(3),
    "fetched_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "crypto_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tick" (
    "id" TEXT COLLATE "C" NOT NULL,
    "slot" TEXT COLLATE "C",
    "market" TEXT COLLATE "C" NOT NULL,
    "quote_currency" TEXT COLLATE "C" NOT NULL,
    "strategy" TEXT COLLATE "C" NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "tick_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "tick_id" TEXT COLLATE "C" NOT NULL,
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "symbol" TEXT COLLATE "C" NOT NULL,
    "price" TEXT COLLATE "C",
    "average" TEXT COLLATE "C",
    "action" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,
    "inputs" TEXT COLLATE "C" NOT NULL,
    "decided_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("tick_id","coin_id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT COLLATE "C" NOT NULL,
    "tick_id" TEXT COLLATE "C" NOT NULL,
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "side" TEXT COLLATE "C" NOT NULL,
    "quantity" TEXT COLLATE "C" NOT NULL,
    "price" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transaction_history" (
    "id" TEXT COLLATE "C" NOT NULL,
    "order_id" TEXT COLLATE "C" NOT NULL,
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "side" TEXT COLLATE "C" NOT NULL,
    "quantity" TEXT COLLATE "C" NOT NULL,
    "price" TEXT COLLATE "C" NOT NULL,
    "fee" TEXT COLLATE "C" NOT NULL,
    "executed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "transaction_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "position" (
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "buy_count" INTEGER NOT NULL,
    "quantity" TEXT COLLATE "C" NOT NULL,
    "cost_basis" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("coin_id")
);

-- CreateTable
CREATE TABLE "daily_price" (
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "day" TEXT COLLATE "C" NOT NULL,
    "price" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "daily_price_pkey" PRIMARY KEY ("coin_id","day")
);

-- CreateTable
CREATE TABLE "spending" (
    "period" TEXT COLLATE "C" NOT NULL,
    "amount" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "spending_pkey" PRIMARY KEY ("period")
);

-- CreateTable
CREATE TABLE "coin_spending" (
    "coin_id" TEXT COLLATE "C" NOT NULL,
    "amount" TEXT COLLATE "C" NOT NULL,
    "carried" TEXT COLLATE "C" NOT NULL,
    "last_bought_at" TIMESTAMP(3),
    "last_cut_at" TIMESTAMP(3),

    CONSTRAINT "coin_spending_pkey" PRIMARY KEY ("coin_id")
);

-- CreateTable
CREATE TABLE "cash_entry" (
    "id" TEXT COLLATE "C" NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "amount" TEXT COLLATE "C" NOT NULL,
    "balance" TEXT COLLATE "C" NOT NULL,
    "quote_currency" TEXT COLLATE "C" NOT NULL,
    "tick_id" TEXT COLLATE "C",
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "cash_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "category" (
    "name" TEXT COLLATE "C" NOT NULL,
    "day" TEXT COLLATE "C" NOT NULL,
    "coins" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "category_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "universe_member" (
    "coin_id" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "universe_member_pkey" PRIMARY KEY ("coin_id")
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

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_history" ADD CONSTRAINT "transaction_history_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_history" ADD CONSTRAINT "transaction_history_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_coin_id_fkey" FOREIGN KEY ("coin_id") REFERENCES "crypto"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
