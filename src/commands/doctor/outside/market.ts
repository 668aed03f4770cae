import { type Check, fine, wrong } from '../check.js';

export const market: Check = {
  name: 'market',
  look: async (surroundings) => {
    const { config } = surroundings.context();
    const report = await surroundings.askMarket();
    if (!report) return fine(`the market ${config.market} asks nobody`);
    if (config.coingeckoApiKey && config.coingeckoPlan === 'keyless')
      return wrong(
        `the market ${config.market} answers, and ${config.given.coingeckoApiKey?.name ?? 'the key'} is not used`,
        'set coingecko.plan (CRYPTO_BOT_COINGECKO_PLAN) to the plan of the key, demo or pro, or take the key out',
      );
    return fine(`${config.market} answers, ${report.terms}`);
  },
};
