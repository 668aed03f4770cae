CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  applied_steps_count INTEGER NOT NULL DEFAULT 0
);

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

INSERT INTO _prisma_migrations SELECT r.* FROM unnest(ARRAY[
  '{"id":"a130197f-b17f-41ed-909e-b6e07e776121","checksum":"9964094e51404eded71b17fc6b8759518d6e2eda24c4844505a398d577b15eff","finished_at":"2026-11-29T05:32:14.198938+00:00","migration_name":"20261122141107_init","logs":null,"rolled_back_at":null,"started_at":"2026-11-29T05:32:14.198938+00:00","applied_steps_count":1}'
]) AS line, json_populate_record(NULL::_prisma_migrations, line::json) AS r;

INSERT INTO crypto SELECT r.* FROM unnest(ARRAY[
  '{"id":"bitcoin","symbol":"btc","name":"Bitcoin","current_price":"65304.73","market_cap":"1286503209534","market_cap_rank":1,"high_24h":"65520.33","low_24h":"64961.4","price_change_24h":"7.59","price_change_percentage_24h":"0.01162","market_cap_change_24h":"149545258","market_cap_change_percentage_24h":"0.01163","last_updated":"2026-11-22T10:15:00","fetched_at":"2026-11-22T10:15:00"}',
  '{"id":"ethereum","symbol":"eth","name":"Ethereum","current_price":"2880.24","market_cap":"346781462162","market_cap_rank":2,"high_24h":"2937.55","low_24h":"2878.24","price_change_24h":"-42.21","price_change_percentage_24h":"-1.44434","market_cap_change_24h":"-5081757900","market_cap_change_percentage_24h":"-1.44424","last_updated":"2026-11-22T10:15:00","fetched_at":"2026-11-22T10:15:00"}',
  '{"id":"tether","symbol":"usdt","name":"Tether","current_price":"1.00021","market_cap":"183038008086","market_cap_rank":3,"high_24h":"1.00023","low_24h":"1.00001","price_change_24h":"0.0002","price_change_percentage_24h":"0.02","market_cap_change_24h":"37021849","market_cap_change_percentage_24h":"0.02023","last_updated":"2026-11-22T10:15:00","fetched_at":"2026-11-22T10:15:00"}'
]) AS line, json_populate_record(NULL::crypto, line::json) AS r;

INSERT INTO tick SELECT r.* FROM unnest(ARRAY[
  '{"id":"20261120T091500000Z-7844e3f9","slot":"2026-11-20T09","market":"sample","quote_currency":"usd","strategy":"below-average","started_at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T101500000Z-42a66472","slot":"2026-11-20T10","market":"sample","quote_currency":"usd","strategy":"below-average","started_at":"2026-11-20T10:15:00"}',
  '{"id":"20261121T091500000Z-6aa45500","slot":"2026-11-21T09","market":"sample","quote_currency":"usd","strategy":"below-average","started_at":"2026-11-21T09:15:00"}',
  '{"id":"20261122T091500000Z-1ca432e9","slot":"2026-11-22T09","market":"sample","quote_currency":"usd","strategy":"below-average","started_at":"2026-11-22T09:15:00"}',
  '{"id":"20261122T101500000Z-20f9e4b9","slot":"2026-11-22T10","market":"sample","quote_currency":"usd","strategy":"below-average","started_at":"2026-11-22T10:15:00"}'
]) AS line, json_populate_record(NULL::tick, line::json) AS r;

INSERT INTO decision SELECT r.* FROM unnest(ARRAY[
   E'{"tick_id":"20261120T091500000Z-7844e3f9","coin_id":"bitcoin","symbol":"btc","price":"64696.05","average":"60995.522","action":"hold","reason":"64696.05 is 6.07 % above its 10-day average 60995.522","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"btc\\",\\"name\\":\\"Bitcoin\\",\\"price\\":\\"64696.05\\",\\"marketCap\\":\\"1274512176162\\",\\"marketCapRank\\":1,\\"high24h\\":\\"65095.71\\",\\"low24h\\":\\"64061.35\\",\\"priceChange24h\\":\\"347.05\\",\\"priceChangePercentage24h\\":\\"0.53932\\",\\"marketCapChange24h\\":\\"6836886358\\",\\"marketCapChangePercentage24h\\":\\"0.53932\\",\\"updatedAt\\":\\"2026-11-20T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"57699.6\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"57578.58\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"58279.46\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"59012.55\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"60140.39\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"61425.59\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"62692.55\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"63859.96\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"64570.49\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":null,\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"400\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"300\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-20T09:15:00"}',
   E'{"tick_id":"20261120T091500000Z-7844e3f9","coin_id":"ethereum","symbol":"eth","price":"2985.07","average":"3104.746","action":"buy","reason":"2985.07 is 3.85 % below its 10-day average 3104.746","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"eth\\",\\"name\\":\\"Ethereum\\",\\"price\\":\\"2985.07\\",\\"marketCap\\":\\"359401977408\\",\\"marketCapRank\\":2,\\"high24h\\":\\"3054.64\\",\\"low24h\\":\\"2985.07\\",\\"priceChange24h\\":\\"-66.69\\",\\"priceChangePercentage24h\\":\\"-2.1853\\",\\"marketCapChange24h\\":\\"-8029581311\\",\\"marketCapChangePercentage24h\\":\\"-2.18533\\",\\"updatedAt\\":\\"2026-11-20T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"3031.25\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"3105.54\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"3148.54\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"3187.8\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"3186.65\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"3159.49\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"3142.04\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"3089.52\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"3011.56\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":null,\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"400\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"300\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-20T09:15:00"}',
   E'{"tick_id":"20261120T091500000Z-7844e3f9","coin_id":"tether","symbol":"usdt","price":"0.999876","average":"1.0001056","action":"buy","reason":"0.999876 is 0.02 % below its 10-day average 1.0001056","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"usdt\\",\\"name\\":\\"Tether\\",\\"price\\":\\"0.999876\\",\\"marketCap\\":\\"182977390477\\",\\"marketCapRank\\":3,\\"high24h\\":\\"0.999882\\",\\"low24h\\":\\"0.999768\\",\\"priceChange24h\\":\\"0.000074\\",\\"priceChangePercentage24h\\":\\"0.0074\\",\\"marketCapChange24h\\":\\"13663998\\",\\"marketCapChangePercentage24h\\":\\"0.00747\\",\\"updatedAt\\":\\"2026-11-20T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"1.00076\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"1.00059\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"1.0004\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"1.00017\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"0.999989\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"0.99987\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"0.999796\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"0.99976\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"0.999845\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":null,\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"34.5000096743\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"124.5000096743\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"374.5000096743\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"274.5000096743\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-20T09:15:00"}',
   E'{"tick_id":"20261120T101500000Z-42a66472","coin_id":"bitcoin","symbol":"btc","price":"65046.27","average":"61030.544","action":"hold","reason":"65046.27 is 6.58 % above its 10-day average 61030.544","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"btc\\",\\"name\\":\\"Bitcoin\\",\\"price\\":\\"65046.27\\",\\"marketCap\\":\\"1281411519606\\",\\"marketCapRank\\":1,\\"high24h\\":\\"65095.71\\",\\"low24h\\":\\"64061.35\\",\\"priceChange24h\\":\\"691.84\\",\\"priceChangePercentage24h\\":\\"1.07505\\",\\"marketCapChange24h\\":\\"13629284850\\",\\"marketCapChangePercentage24h\\":\\"1.07505\\",\\"updatedAt\\":\\"2026-11-20T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"57699.6\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"57578.58\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"58279.46\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"59012.55\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"60140.39\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"61425.59\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"62692.55\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"63859.96\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"64570.49\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"64696.05\\",\\"marketCapRank\\":1,\\"at\\":\\"2026-11-20T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"99.00000967643636\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"349.00000967643636\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"249.00000967643636\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-20T10:15:00"}',
   E'{"tick_id":"20261120T101500000Z-42a66472","coin_id":"ethereum","symbol":"eth","price":"3003.09","average":"3106.548","action":"buy","reason":"3003.09 is 3.33 % below its 10-day average 3106.548, with 0.0000096743 carried from earlier buys","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"eth\\",\\"name\\":\\"Ethereum\\",\\"price\\":\\"3003.09\\",\\"marketCap\\":\\"361572387482\\",\\"marketCapRank\\":2,\\"high24h\\":\\"3054.64\\",\\"low24h\\":\\"2985.07\\",\\"priceChange24h\\":\\"-51.55\\",\\"priceChangePercentage24h\\":\\"-1.6876\\",\\"marketCapChange24h\\":\\"-6206112817\\",\\"marketCapChangePercentage24h\\":\\"-1.68746\\",\\"updatedAt\\":\\"2026-11-20T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"3031.25\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"3105.54\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"3148.54\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"3187.8\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"3186.65\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"3159.49\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"3142.04\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"3089.52\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"3011.56\\"}],\\"position\\":{\\"buyCount\\":1,\\"quantity\\":\\"0.00854251\\",\\"costBasis\\":\\"25.4999903257\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"2985.07\\",\\"marketCapRank\\":2,\\"at\\":\\"2026-11-20T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"99.00000967643636\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"349.00000967643636\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"249.00000967643636\\",\\"closed\\":false}],\\"carried\\":\\"0.0000096743\\"}","decided_at":"2026-11-20T10:15:00"}',
   E'{"tick_id":"20261120T101500000Z-42a66472","coin_id":"tether","symbol":"usdt","price":"0.999858","average":"1.0001038","action":"buy","reason":"0.999858 is 0.02 % below its 10-day average 1.0001038, with 0.00000000213636 carried from earlier buys","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"usdt\\",\\"name\\":\\"Tether\\",\\"price\\":\\"0.999858\\",\\"marketCap\\":\\"182973994215\\",\\"marketCapRank\\":3,\\"high24h\\":\\"0.999882\\",\\"low24h\\":\\"0.999768\\",\\"priceChange24h\\":\\"0.000073\\",\\"priceChangePercentage24h\\":\\"0.0073\\",\\"marketCapChange24h\\":\\"13320381\\",\\"marketCapChangePercentage24h\\":\\"0.00728\\",\\"updatedAt\\":\\"2026-11-20T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-20T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-12\\",\\"price\\":\\"1.00076\\"},{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"1.00059\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"1.0004\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"1.00017\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"0.999989\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"0.99987\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"0.999796\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"0.99976\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"0.999845\\"}],\\"position\\":{\\"buyCount\\":1,\\"quantity\\":\\"25.50316239\\",\\"costBasis\\":\\"25.49999999786364\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"0.999876\\",\\"marketCapRank\\":3,\\"at\\":\\"2026-11-20T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"34.5000120375\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"73.50002171393636\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"323.50002171393636\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"223.50002171393636\\",\\"closed\\":false}],\\"carried\\":\\"0.00000000213636\\"}","decided_at":"2026-11-20T10:15:00"}',
   E'{"tick_id":"20261121T091500000Z-6aa45500","coin_id":"bitcoin","symbol":"btc","price":"65059.73","average":"61759.602","action":"hold","reason":"65059.73 is 5.34 % above its 10-day average 61759.602","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"btc\\",\\"name\\":\\"Bitcoin\\",\\"price\\":\\"65059.73\\",\\"marketCap\\":\\"1281676644179\\",\\"marketCapRank\\":1,\\"high24h\\":\\"65453.99\\",\\"low24h\\":\\"64696.05\\",\\"priceChange24h\\":\\"363.68\\",\\"priceChangePercentage24h\\":\\"0.56214\\",\\"marketCapChange24h\\":\\"7164468017\\",\\"marketCapChangePercentage24h\\":\\"0.56213\\",\\"updatedAt\\":\\"2026-11-21T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-21T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"57578.58\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"58279.46\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"59012.55\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"60140.39\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"61425.59\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"62692.55\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"63859.96\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"64570.49\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"64976.72\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"65046.27\\",\\"marketCapRank\\":1,\\"at\\":\\"2026-11-20T10:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"298.00002171819078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"198.00002171819078\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-21T09:15:00"}',
   E'{"tick_id":"20261121T091500000Z-6aa45500","coin_id":"ethereum","symbol":"eth","price":"2924.76","average":"3091.871","action":"buy","reason":"2924.76 is 5.40 % below its 10-day average 3091.871, with 0.0000217118 carried from earlier buys","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"eth\\",\\"name\\":\\"Ethereum\\",\\"price\\":\\"2924.76\\",\\"marketCap\\":\\"352141643607\\",\\"marketCapRank\\":2,\\"high24h\\":\\"3003.09\\",\\"low24h\\":\\"2924.76\\",\\"priceChange24h\\":\\"-60.31\\",\\"priceChangePercentage24h\\":\\"-2.02039\\",\\"marketCapChange24h\\":\\"-7260333801\\",\\"marketCapChangePercentage24h\\":\\"-2.02012\\",\\"updatedAt\\":\\"2026-11-21T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-21T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"3105.54\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"3148.54\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"3187.8\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"3186.65\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"3159.49\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"3142.04\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"3089.52\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"3011.56\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"2962.81\\"}],\\"position\\":{\\"buyCount\\":2,\\"quantity\\":\\"0.01703376\\",\\"costBasis\\":\\"50.9999782882\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"3003.09\\",\\"marketCapRank\\":2,\\"at\\":\\"2026-11-20T10:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"298.00002171819078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"198.00002171819078\\",\\"closed\\":false}],\\"carried\\":\\"0.0000217118\\"}","decided_at":"2026-11-21T09:15:00"}',
   E'{"tick_id":"20261121T091500000Z-6aa45500","coin_id":"tether","symbol":"usdt","price":"1.00006","average":"1.0000439","action":"hold","reason":"1.00006 is 0.00 % above its 10-day average 1.0000439","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"usdt\\",\\"name\\":\\"Tether\\",\\"price\\":\\"1.00006\\",\\"marketCap\\":\\"183010878303\\",\\"marketCapRank\\":3,\\"high24h\\":\\"1.00006\\",\\"low24h\\":\\"0.999858\\",\\"priceChange24h\\":\\"0.000184\\",\\"priceChangePercentage24h\\":\\"0.0184\\",\\"marketCapChange24h\\":\\"33487826\\",\\"marketCapChangePercentage24h\\":\\"0.0183\\",\\"updatedAt\\":\\"2026-11-21T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-21T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-13\\",\\"price\\":\\"1.00059\\"},{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"1.0004\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"1.00017\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"0.999989\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"0.99987\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"0.999796\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"0.99976\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"0.999845\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"0.999959\\"}],\\"position\\":{\\"buyCount\\":2,\\"quantity\\":\\"51.0067839\\",\\"costBasis\\":\\"50.99999999360922\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"0.999858\\",\\"marketCapRank\\":3,\\"at\\":\\"2026-11-20T10:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"298.00002171819078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"198.00002171819078\\",\\"closed\\":false}],\\"carried\\":\\"0.00000000639078\\"}","decided_at":"2026-11-21T09:15:00"}',
   E'{"tick_id":"20261122T091500000Z-1ca432e9","coin_id":"bitcoin","symbol":"btc","price":"64961.4","average":"62513.753","action":"hold","reason":"64961.4 is 3.92 % above its 10-day average 62513.753","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"btc\\",\\"name\\":\\"Bitcoin\\",\\"price\\":\\"64961.4\\",\\"marketCap\\":\\"1279739499539\\",\\"marketCapRank\\":1,\\"high24h\\":\\"65520.33\\",\\"low24h\\":\\"64961.4\\",\\"priceChange24h\\":\\"-98.33\\",\\"priceChangePercentage24h\\":\\"-0.15114\\",\\"marketCapChange24h\\":\\"-1937144640\\",\\"marketCapChangePercentage24h\\":\\"-0.15114\\",\\"updatedAt\\":\\"2026-11-22T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"58279.46\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"59012.55\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"60140.39\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"61425.59\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"62692.55\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"63859.96\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"64570.49\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"64976.72\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"65218.42\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"65059.73\\",\\"marketCapRank\\":1,\\"at\\":\\"2026-11-21T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"272.50000444899078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"272.50000444899078\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-22T09:15:00"}',
   E'{"tick_id":"20261122T091500000Z-1ca432e9","coin_id":"ethereum","symbol":"eth","price":"2881.97","average":"3066.345","action":"buy","reason":"2881.97 is 6.01 % below its 10-day average 3066.345, with 0.0000044426 carried from earlier buys","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"eth\\",\\"name\\":\\"Ethereum\\",\\"price\\":\\"2881.97\\",\\"marketCap\\":\\"346989449388\\",\\"marketCapRank\\":2,\\"high24h\\":\\"2937.55\\",\\"low24h\\":\\"2878.24\\",\\"priceChange24h\\":\\"-42.79\\",\\"priceChangePercentage24h\\":\\"-1.46303\\",\\"marketCapChange24h\\":\\"-5152194219\\",\\"marketCapChangePercentage24h\\":\\"-1.4631\\",\\"updatedAt\\":\\"2026-11-22T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"3148.54\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"3187.8\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"3186.65\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"3159.49\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"3142.04\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"3089.52\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"3011.56\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"2962.81\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"2893.07\\"}],\\"position\\":{\\"buyCount\\":3,\\"quantity\\":\\"0.02575243\\",\\"costBasis\\":\\"76.4999955574\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"2924.76\\",\\"marketCapRank\\":2,\\"at\\":\\"2026-11-21T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"272.50000444899078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"272.50000444899078\\",\\"closed\\":false}],\\"carried\\":\\"0.0000044426\\"}","decided_at":"2026-11-22T09:15:00"}',
   E'{"tick_id":"20261122T091500000Z-1ca432e9","coin_id":"tether","symbol":"usdt","price":"1.00018","average":"1.0000069","action":"hold","reason":"1.00018 is 0.02 % above its 10-day average 1.0000069","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"usdt\\",\\"name\\":\\"Tether\\",\\"price\\":\\"1.00018\\",\\"marketCap\\":\\"183033453545\\",\\"marketCapRank\\":3,\\"high24h\\":\\"1.00023\\",\\"low24h\\":\\"1.00001\\",\\"priceChange24h\\":\\"0.00012\\",\\"priceChangePercentage24h\\":\\"0.012\\",\\"marketCapChange24h\\":\\"22575242\\",\\"marketCapChangePercentage24h\\":\\"0.01234\\",\\"updatedAt\\":\\"2026-11-22T09:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T09:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"1.0004\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"1.00017\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"0.999989\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"0.99987\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"0.999796\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"0.99976\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"0.999845\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"0.999959\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"1.0001\\"}],\\"position\\":{\\"buyCount\\":2,\\"quantity\\":\\"51.0067839\\",\\"costBasis\\":\\"50.99999999360922\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"1.00006\\",\\"marketCapRank\\":3,\\"at\\":\\"2026-11-21T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"150\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"272.50000444899078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"272.50000444899078\\",\\"closed\\":false}],\\"carried\\":\\"0.00000000639078\\"}","decided_at":"2026-11-22T09:15:00"}',
   E'{"tick_id":"20261122T101500000Z-20f9e4b9","coin_id":"bitcoin","symbol":"btc","price":"65304.73","average":"62548.086","action":"hold","reason":"65304.73 is 4.41 % above its 10-day average 62548.086","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"btc\\",\\"name\\":\\"Bitcoin\\",\\"price\\":\\"65304.73\\",\\"marketCap\\":\\"1286503209534\\",\\"marketCapRank\\":1,\\"high24h\\":\\"65520.33\\",\\"low24h\\":\\"64961.4\\",\\"priceChange24h\\":\\"7.59\\",\\"priceChangePercentage24h\\":\\"0.01162\\",\\"marketCapChange24h\\":\\"149545258\\",\\"marketCapChangePercentage24h\\":\\"0.01163\\",\\"updatedAt\\":\\"2026-11-22T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"58279.46\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"59012.55\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"60140.39\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"61425.59\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"62692.55\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"63859.96\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"64570.49\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"64976.72\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"65218.42\\"}],\\"position\\":{\\"buyCount\\":0,\\"quantity\\":\\"0\\",\\"costBasis\\":\\"0\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"64961.4\\",\\"marketCapRank\\":1,\\"at\\":\\"2026-11-22T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"124.5000124233\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"247.00001687229078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"247.00001687229078\\",\\"closed\\":false}],\\"carried\\":\\"0\\"}","decided_at":"2026-11-22T10:15:00"}',
   E'{"tick_id":"20261122T101500000Z-20f9e4b9","coin_id":"ethereum","symbol":"eth","price":"2880.24","average":"3066.172","action":"buy","reason":"2880.24 is 6.06 % below its 10-day average 3066.172, with 0.0000168659 carried from earlier buys","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"eth\\",\\"name\\":\\"Ethereum\\",\\"price\\":\\"2880.24\\",\\"marketCap\\":\\"346781462162\\",\\"marketCapRank\\":2,\\"high24h\\":\\"2937.55\\",\\"low24h\\":\\"2878.24\\",\\"priceChange24h\\":\\"-42.21\\",\\"priceChangePercentage24h\\":\\"-1.44434\\",\\"marketCapChange24h\\":\\"-5081757900\\",\\"marketCapChangePercentage24h\\":\\"-1.44424\\",\\"updatedAt\\":\\"2026-11-22T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"3148.54\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"3187.8\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"3186.65\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"3159.49\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"3142.04\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"3089.52\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"3011.56\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"2962.81\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"2893.07\\"}],\\"position\\":{\\"buyCount\\":4,\\"quantity\\":\\"0.03460054\\",\\"costBasis\\":\\"101.9999831341\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"2881.97\\",\\"marketCapRank\\":2,\\"at\\":\\"2026-11-22T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"124.5000124233\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"247.00001687229078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"247.00001687229078\\",\\"closed\\":false}],\\"carried\\":\\"0.0000168659\\"}","decided_at":"2026-11-22T10:15:00"}',
   E'{"tick_id":"20261122T101500000Z-20f9e4b9","coin_id":"tether","symbol":"usdt","price":"1.00021","average":"1.0000099","action":"hold","reason":"1.00021 is 0.02 % above its 10-day average 1.0000099","inputs":"{\\"version\\":1,\\"strategy\\":\\"below-average\\",\\"parameters\\":{\\"window\\":\\"10\\",\\"margin\\":\\"0\\",\\"strength_span\\":\\"20\\"},\\"sizing\\":{\\"notional\\":\\"25.5\\",\\"maxMultiplier\\":\\"1\\",\\"step\\":\\"0.00000001\\",\\"minNotional\\":\\"20\\"},\\"quote\\":{\\"symbol\\":\\"usdt\\",\\"name\\":\\"Tether\\",\\"price\\":\\"1.00021\\",\\"marketCap\\":\\"183038008086\\",\\"marketCapRank\\":3,\\"high24h\\":\\"1.00023\\",\\"low24h\\":\\"1.00001\\",\\"priceChange24h\\":\\"0.0002\\",\\"priceChangePercentage24h\\":\\"0.02\\",\\"marketCapChange24h\\":\\"37021849\\",\\"marketCapChangePercentage24h\\":\\"0.02023\\",\\"updatedAt\\":\\"2026-11-22T10:15:00.000Z\\",\\"fetchedAt\\":\\"2026-11-22T10:15:00.000Z\\"},\\"dailyPrices\\":[{\\"day\\":\\"2026-11-14\\",\\"price\\":\\"1.0004\\"},{\\"day\\":\\"2026-11-15\\",\\"price\\":\\"1.00017\\"},{\\"day\\":\\"2026-11-16\\",\\"price\\":\\"0.999989\\"},{\\"day\\":\\"2026-11-17\\",\\"price\\":\\"0.99987\\"},{\\"day\\":\\"2026-11-18\\",\\"price\\":\\"0.999796\\"},{\\"day\\":\\"2026-11-19\\",\\"price\\":\\"0.99976\\"},{\\"day\\":\\"2026-11-20\\",\\"price\\":\\"0.999845\\"},{\\"day\\":\\"2026-11-21\\",\\"price\\":\\"0.999959\\"},{\\"day\\":\\"2026-11-22\\",\\"price\\":\\"1.0001\\"}],\\"position\\":{\\"buyCount\\":2,\\"quantity\\":\\"51.0067839\\",\\"costBasis\\":\\"50.99999999360922\\"},\\"gate\\":{\\"maxQuoteAgeMs\\":3600000,\\"maxJumpPercent\\":\\"50\\",\\"maxRankLeap\\":50},\\"lastSeen\\":{\\"price\\":\\"1.00018\\",\\"marketCapRank\\":3,\\"at\\":\\"2026-11-22T09:15:00.000Z\\"},\\"limits\\":[{\\"limit\\":\\"tick\\",\\"size\\":\\"60\\",\\"left\\":\\"60\\",\\"closed\\":false},{\\"limit\\":\\"day\\",\\"size\\":\\"150\\",\\"left\\":\\"124.5000124233\\",\\"closed\\":false},{\\"limit\\":\\"month\\",\\"size\\":\\"400\\",\\"left\\":\\"247.00001687229078\\",\\"closed\\":false},{\\"limit\\":\\"cash\\",\\"size\\":null,\\"left\\":\\"247.00001687229078\\",\\"closed\\":false}],\\"carried\\":\\"0.00000000639078\\"}","decided_at":"2026-11-22T10:15:00"}'
]) AS line, json_populate_record(NULL::decision, line::json) AS r;

INSERT INTO orders SELECT r.* FROM unnest(ARRAY[
  '{"id":"20261120T091500000Z-7844e3f9-ethereum","tick_id":"20261120T091500000Z-7844e3f9","coin_id":"ethereum","side":"buy","quantity":"0.00854251","price":"2985.07","status":"filled","created_at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T091500000Z-7844e3f9-tether","tick_id":"20261120T091500000Z-7844e3f9","coin_id":"tether","side":"buy","quantity":"25.50316239","price":"0.999876","status":"filled","created_at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T101500000Z-42a66472-ethereum","tick_id":"20261120T101500000Z-42a66472","coin_id":"ethereum","side":"buy","quantity":"0.00849125","price":"3003.09","status":"filled","created_at":"2026-11-20T10:15:00"}',
  '{"id":"20261120T101500000Z-42a66472-tether","tick_id":"20261120T101500000Z-42a66472","coin_id":"tether","side":"buy","quantity":"25.50362151","price":"0.999858","status":"filled","created_at":"2026-11-20T10:15:00"}',
  '{"id":"20261121T091500000Z-6aa45500-ethereum","tick_id":"20261121T091500000Z-6aa45500","coin_id":"ethereum","side":"buy","quantity":"0.00871867","price":"2924.76","status":"filled","created_at":"2026-11-21T09:15:00"}',
  '{"id":"20261122T091500000Z-1ca432e9-ethereum","tick_id":"20261122T091500000Z-1ca432e9","coin_id":"ethereum","side":"buy","quantity":"0.00884811","price":"2881.97","status":"filled","created_at":"2026-11-22T09:15:00"}',
  '{"id":"20261122T101500000Z-20f9e4b9-ethereum","tick_id":"20261122T101500000Z-20f9e4b9","coin_id":"ethereum","side":"buy","quantity":"0.00885343","price":"2880.24","status":"promised","created_at":"2026-11-22T10:15:00"}'
]) AS line, json_populate_record(NULL::orders, line::json) AS r;

INSERT INTO transaction_history SELECT r.* FROM unnest(ARRAY[
  '{"id":"20261120T091500000Z-7844e3f9-ethereum-1","order_id":"20261120T091500000Z-7844e3f9-ethereum","coin_id":"ethereum","side":"buy","quantity":"0.00854251","price":"2985.07","fee":"0","executed_at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T091500000Z-7844e3f9-tether-1","order_id":"20261120T091500000Z-7844e3f9-tether","coin_id":"tether","side":"buy","quantity":"25.50316239","price":"0.999876","fee":"0","executed_at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T101500000Z-42a66472-ethereum-1","order_id":"20261120T101500000Z-42a66472-ethereum","coin_id":"ethereum","side":"buy","quantity":"0.00849125","price":"3003.09","fee":"0","executed_at":"2026-11-20T10:15:00"}',
  '{"id":"20261120T101500000Z-42a66472-tether-1","order_id":"20261120T101500000Z-42a66472-tether","coin_id":"tether","side":"buy","quantity":"25.50362151","price":"0.999858","fee":"0","executed_at":"2026-11-20T10:15:00"}',
  '{"id":"20261121T091500000Z-6aa45500-ethereum-1","order_id":"20261121T091500000Z-6aa45500-ethereum","coin_id":"ethereum","side":"buy","quantity":"0.00871867","price":"2924.76","fee":"0","executed_at":"2026-11-21T09:15:00"}',
  '{"id":"20261122T091500000Z-1ca432e9-ethereum-1","order_id":"20261122T091500000Z-1ca432e9-ethereum","coin_id":"ethereum","side":"buy","quantity":"0.00884811","price":"2881.97","fee":"0","executed_at":"2026-11-22T09:15:00"}'
]) AS line, json_populate_record(NULL::transaction_history, line::json) AS r;

INSERT INTO "position" SELECT r.* FROM unnest(ARRAY[
  '{"coin_id":"ethereum","buy_count":4,"quantity":"0.03460054","cost_basis":"101.9999831341"}',
  '{"coin_id":"tether","buy_count":2,"quantity":"51.0067839","cost_basis":"50.99999999360922"}'
]) AS line, json_populate_record(NULL::"position", line::json) AS r;

INSERT INTO daily_price SELECT r.* FROM unnest(ARRAY[
  '{"coin_id":"bitcoin","day":"2026-11-12","price":"57699.6"}',
  '{"coin_id":"bitcoin","day":"2026-11-13","price":"57578.58"}',
  '{"coin_id":"bitcoin","day":"2026-11-14","price":"58279.46"}',
  '{"coin_id":"bitcoin","day":"2026-11-15","price":"59012.55"}',
  '{"coin_id":"bitcoin","day":"2026-11-16","price":"60140.39"}',
  '{"coin_id":"bitcoin","day":"2026-11-17","price":"61425.59"}',
  '{"coin_id":"bitcoin","day":"2026-11-18","price":"62692.55"}',
  '{"coin_id":"bitcoin","day":"2026-11-19","price":"63859.96"}',
  '{"coin_id":"bitcoin","day":"2026-11-20","price":"64570.49"}',
  '{"coin_id":"bitcoin","day":"2026-11-21","price":"64976.72"}',
  '{"coin_id":"bitcoin","day":"2026-11-22","price":"65218.42"}',
  '{"coin_id":"ethereum","day":"2026-11-12","price":"3031.25"}',
  '{"coin_id":"ethereum","day":"2026-11-13","price":"3105.54"}',
  '{"coin_id":"ethereum","day":"2026-11-14","price":"3148.54"}',
  '{"coin_id":"ethereum","day":"2026-11-15","price":"3187.8"}',
  '{"coin_id":"ethereum","day":"2026-11-16","price":"3186.65"}',
  '{"coin_id":"ethereum","day":"2026-11-17","price":"3159.49"}',
  '{"coin_id":"ethereum","day":"2026-11-18","price":"3142.04"}',
  '{"coin_id":"ethereum","day":"2026-11-19","price":"3089.52"}',
  '{"coin_id":"ethereum","day":"2026-11-20","price":"3011.56"}',
  '{"coin_id":"ethereum","day":"2026-11-21","price":"2962.81"}',
  '{"coin_id":"ethereum","day":"2026-11-22","price":"2893.07"}',
  '{"coin_id":"tether","day":"2026-11-12","price":"1.00076"}',
  '{"coin_id":"tether","day":"2026-11-13","price":"1.00059"}',
  '{"coin_id":"tether","day":"2026-11-14","price":"1.0004"}',
  '{"coin_id":"tether","day":"2026-11-15","price":"1.00017"}',
  '{"coin_id":"tether","day":"2026-11-16","price":"0.999989"}',
  '{"coin_id":"tether","day":"2026-11-17","price":"0.99987"}',
  '{"coin_id":"tether","day":"2026-11-18","price":"0.999796"}',
  '{"coin_id":"tether","day":"2026-11-19","price":"0.99976"}',
  '{"coin_id":"tether","day":"2026-11-20","price":"0.999845"}',
  '{"coin_id":"tether","day":"2026-11-21","price":"0.999959"}',
  '{"coin_id":"tether","day":"2026-11-22","price":"1.0001"}'
]) AS line, json_populate_record(NULL::daily_price, line::json) AS r;

INSERT INTO spending SELECT r.* FROM unnest(ARRAY[
  '{"period":"2026-11","amount":"178.49998635090922"}',
  '{"period":"2026-11-20","amount":"101.99997828180922"}',
  '{"period":"2026-11-21","amount":"25.5000172692"}',
  '{"period":"2026-11-22","amount":"50.9999907999"}',
  '{"period":"all","amount":"178.49998635090922"}'
]) AS line, json_populate_record(NULL::spending, line::json) AS r;

INSERT INTO coin_spending SELECT r.* FROM unnest(ARRAY[
  '{"coin_id":"ethereum","amount":"127.4999863573","carried":"0.0000136427","last_bought_at":"2026-11-22T10:15:00","last_cut_at":null}',
  '{"coin_id":"tether","amount":"50.99999999360922","carried":"0.00000000639078","last_bought_at":"2026-11-20T10:15:00","last_cut_at":null}'
]) AS line, json_populate_record(NULL::coin_spending, line::json) AS r;

INSERT INTO cash_entry SELECT r.* FROM unnest(ARRAY[
  '{"id":"20261120T091500000Z-7844e3f9","sequence":2,"kind":"purchase","amount":"-50.99999032356364","balance":"249.00000967643636","quote_currency":"usd","tick_id":"20261120T091500000Z-7844e3f9","at":"2026-11-20T09:15:00"}',
  '{"id":"20261120T101500000Z-42a66472","sequence":3,"kind":"purchase","amount":"-50.99998795824558","balance":"198.00002171819078","quote_currency":"usd","tick_id":"20261120T101500000Z-42a66472","at":"2026-11-20T10:15:00"}',
  '{"id":"20261121T091500000Z-6aa45500","sequence":4,"kind":"purchase","amount":"-25.5000172692","balance":"172.50000444899078","quote_currency":"usd","tick_id":"20261121T091500000Z-6aa45500","at":"2026-11-21T09:15:00"}',
  '{"id":"20261122T091500000Z-1ca432e9","sequence":7,"kind":"purchase","amount":"-25.4999875767","balance":"247.00001687229078","quote_currency":"usd","tick_id":"20261122T091500000Z-1ca432e9","at":"2026-11-22T09:15:00"}',
  '{"id":"20261122T101500000Z-20f9e4b9","sequence":8,"kind":"purchase","amount":"-25.5000032232","balance":"221.50001364909078","quote_currency":"usd","tick_id":"20261122T101500000Z-20f9e4b9","at":"2026-11-22T10:15:00"}',
  '{"id":"65e34888-4934-4bf8-8d06-f171daecd409","sequence":5,"kind":"deposit","amount":"120.75","balance":"293.25000444899078","quote_currency":"usd","tick_id":null,"at":"2026-11-21T12:00:00"}',
  '{"id":"8e84b3fe-7dfd-48cc-ba29-8b351934cb31","sequence":6,"kind":"withdrawal","amount":"-20.75","balance":"272.50000444899078","quote_currency":"usd","tick_id":null,"at":"2026-11-21T12:30:00"}',
  '{"id":"b2f51c32-192a-410e-8843-d9ba12447be1","sequence":1,"kind":"deposit","amount":"300","balance":"300","quote_currency":"usd","tick_id":null,"at":"2026-11-20T08:00:00"}'
]) AS line, json_populate_record(NULL::cash_entry, line::json) AS r;

INSERT INTO universe_member SELECT r.* FROM unnest(ARRAY[
  '{"coin_id":"bitcoin"}',
  '{"coin_id":"ethereum"}',
  '{"coin_id":"tether"}'
]) AS line, json_populate_record(NULL::universe_member, line::json) AS r;
