-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_coin_spending" (
    "coin_id" TEXT NOT NULL PRIMARY KEY,
    "amount" TEXT NOT NULL,
    "carried" TEXT NOT NULL,
    "turns" TEXT NOT NULL DEFAULT '0',
    "last_bought_at" DATETIME
);
INSERT INTO "new_coin_spending" ("amount", "carried", "coin_id", "last_bought_at") SELECT "amount", "carried", "coin_id", "last_bought_at" FROM "coin_spending";
DROP TABLE "coin_spending";
ALTER TABLE "new_coin_spending" RENAME TO "coin_spending";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
