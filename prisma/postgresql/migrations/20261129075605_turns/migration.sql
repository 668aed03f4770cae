-- AlterTable
ALTER TABLE "coin_spending" DROP COLUMN "last_cut_at",
ADD COLUMN     "turns" TEXT COLLATE "C" NOT NULL DEFAULT '0';
