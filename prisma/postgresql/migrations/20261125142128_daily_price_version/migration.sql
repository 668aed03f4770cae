-- AlterTable
ALTER TABLE "daily_price" DROP CONSTRAINT "daily_price_pkey",
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "daily_price_pkey" PRIMARY KEY ("coin_id", "day", "version");
