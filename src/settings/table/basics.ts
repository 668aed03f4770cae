import { strategyKinds } from '../../core/strategies/index.js';
import { amount } from '../../core/values/numbers/amount.js';
import { count } from '../../core/values/numbers/count.js';
import { oneOf } from '../../core/values/one-of.js';
import { sourceNames } from '../../market/sources.js';
import { parameterList, strategyName } from '../kinds/names.js';
import { optional, required } from '../setting.js';

/** What a tick is about. */
export const basics = {
  market: required(oneOf(sourceNames), 'coingecko', {
    key: 'market',
    meaning: 'where prices come from',
    option: { usage: '--market <name>' },
  }),
  quoteCurrency: required(oneOf(['usd', 'eur', 'gbp', 'jpy', 'btc']), 'usd', {
    key: 'quote_currency',
    meaning: 'the currency of every amount; a ledger has one',
  }),
  top: required(count(1, 250), '3', {
    key: 'top',
    meaning: 'how many coins to look at, by market cap',
    option: { usage: '--top <n>', summary: 'how many coins by market cap, 1 to 250' },
  }),
  strategy: required(strategyName, 'below-average', {
    key: 'strategy',
    meaning: 'the rule to buy by',
    option: { usage: '--strategy <name>', offers: [...strategyKinds.keys()] },
  }),
  params: optional(parameterList, {
    key: 'params',
    meaning: 'the parameters of the strategy, instead of its own',
    unset: "the strategy's own",
    option: {
      usage: '--param <name=value>',
      summary: 'a parameter of the strategy, such as window=20; may be repeated',
      isRepeatable: true,
    },
    example: 'window=20,margin=1',
  }),
  quantity: optional(amount, {
    key: 'quantity',
    meaning: 'how many coins one buy is',
    unset: '1, unless notional is set',
    option: { usage: '--quantity <q>', summary: 'buy this many coins (default: 1)' },
    example: '0.5',
  }),
  notional: optional(amount, {
    key: 'notional',
    meaning: 'the amount of the quote currency that one buy is, instead of quantity',
    unset: 'quantity counts',
    option: { usage: '--notional <m>', summary: 'buy for this amount of the quote currency instead' },
    example: '25',
  }),
};
