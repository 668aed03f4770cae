-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_daily_price" (
    "coin_id" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "price" TEXT NOT NULL,

    PRIMARY KEY ("coin_id", "day", "version")
);
INSERT INTO "new_daily_price" ("coin_id", "day", "price") SELECT "coin_id", "day", "price" FROM "daily_price";
DROP TABLE "daily_price";
ALTER TABLE "new_daily_price" RENAME TO "daily_price";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
