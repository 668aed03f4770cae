-- AlterTable
ALTER TABLE "crypto" ADD COLUMN     "believed_rank" INTEGER,
ADD COLUMN     "doubted_since" TIMESTAMP(3);

-- What was seen last was believed
UPDATE "crypto" SET "believed_rank" = "market_cap_rank";
