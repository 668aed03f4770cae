-- DropIndex
DROP INDEX "orders_status_idx";

-- AlterTable
ALTER TABLE "tick" ADD COLUMN     "sequence" INTEGER;

-- Ticks are numbered as they followed each other.
UPDATE "tick" SET "sequence" = n."number" FROM (
    SELECT "id", row_number() OVER (ORDER BY "started_at", "id") AS "number" FROM "tick"
) n WHERE n."id" = "tick"."id";
ALTER TABLE "tick" ALTER COLUMN "sequence" SET NOT NULL;

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "carried" TEXT COLLATE "C",
ADD COLUMN     "changed_by" TEXT COLLATE "C",
ADD COLUMN     "client_order_id" TEXT COLLATE "C",
ADD COLUMN     "closed_at" TIMESTAMP(3),
ADD COLUMN     "exchange_id" TEXT COLLATE "C",
ADD COLUMN     "limit_price" TEXT COLLATE "C",
ADD COLUMN     "pair" TEXT COLLATE "C",
ADD COLUMN     "promised_at" TIMESTAMP(3),
ADD COLUMN     "reason" TEXT COLLATE "C",
ADD COLUMN     "reserve" TEXT COLLATE "C",
ADD COLUMN     "sent_at" TIMESTAMP(3);

-- Orders were promised when their tick was started, and closed by their one fill.
UPDATE "orders" SET "promised_at" = "created_at", "closed_at" = (
    SELECT max(f."executed_at") FROM "transaction_history" f WHERE f."order_id" = "orders"."id"
);
ALTER TABLE "orders" ALTER COLUMN "promised_at" SET NOT NULL;

-- AlterTable
ALTER TABLE "transaction_history" ADD COLUMN     "fee_currency" TEXT COLLATE "C",
ADD COLUMN     "late_day" TEXT COLLATE "C",
ADD COLUMN     "trade_id" TEXT COLLATE "C" NOT NULL DEFAULT '1';

-- A fill was the only one of its order.
ALTER TABLE "transaction_history" ALTER COLUMN "trade_id" DROP DEFAULT;

-- CreateTable
CREATE TABLE "setting" (
    "name" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "notification" (
    "message_id" TEXT COLLATE "C" NOT NULL,
    "service" TEXT COLLATE "C" NOT NULL,
    "topic" TEXT COLLATE "C" NOT NULL,
    "message" TEXT COLLATE "C" NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "tries" INTEGER NOT NULL,
    "next_try_at" TIMESTAMP(3),
    "delivered_at" TIMESTAMP(3),
    "problem" TEXT COLLATE "C",

    CONSTRAINT "notification_pkey" PRIMARY KEY ("message_id","service")
);

-- CreateTable
CREATE TABLE "run" (
    "id" TEXT COLLATE "C" NOT NULL,
    "began_at" TIMESTAMP(3) NOT NULL,
    "ended_at" TIMESTAMP(3),
    "slot" TEXT COLLATE "C",
    "exit_code" INTEGER,
    "tick_id" TEXT COLLATE "C",
    "problem" TEXT COLLATE "C",

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notification_next_try_at_idx" ON "notification"("next_try_at");

-- CreateIndex
CREATE INDEX "notification_topic_created_at_idx" ON "notification"("topic", "created_at");

-- CreateIndex
CREATE INDEX "run_began_at_id_idx" ON "run"("began_at", "id");

-- CreateIndex
CREATE INDEX "run_tick_id_idx" ON "run"("tick_id");

-- CreateIndex
CREATE UNIQUE INDEX "tick_sequence_key" ON "tick"("sequence");

-- CreateIndex
CREATE INDEX "orders_status_closed_at_idx" ON "orders"("status", "closed_at");

-- CreateIndex
CREATE INDEX "orders_promised_at_id_idx" ON "orders"("promised_at", "id");

-- CreateIndex
CREATE INDEX "orders_coin_id_promised_at_id_idx" ON "orders"("coin_id", "promised_at", "id");

-- DropIndex
DROP INDEX "transaction_history_order_id_idx";

-- CreateIndex
CREATE UNIQUE INDEX "transaction_history_order_id_trade_id_key" ON "transaction_history"("order_id", "trade_id");

-- AddForeignKey
ALTER TABLE "run" ADD CONSTRAINT "run_tick_id_fkey" FOREIGN KEY ("tick_id") REFERENCES "tick"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
