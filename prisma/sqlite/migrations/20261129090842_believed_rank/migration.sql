-- AlterTable
ALTER TABLE "crypto" ADD COLUMN "believed_rank" INTEGER;
ALTER TABLE "crypto" ADD COLUMN "doubted_since" DATETIME;

-- What was seen last was believed
UPDATE "crypto" SET "believed_rank" = "market_cap_rank";
