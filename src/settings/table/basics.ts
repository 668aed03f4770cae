import { sourceNames } from '../../market/sources.js';
import { amount, oneOf, parameterList, strategyName, wholeNumber } from '../kinds.js';
import { optional, required } from '../setting.js';

/** What a tick is about. */
export const basics = {
  market: required(oneOf(sourceNames), 'coingecko', {
    key: 'market',
    meaning: 'where prices come from',
    flag: '--market',
  }),
  quoteCurrency: required(oneOf(['usd', 'eur', 'gbp', 'jpy', 'btc']), 'usd', {
    key: 'quote_currency',
    meaning: 'the currency of every amount; a ledger has one',
  }),
  top: required(wholeNumber(1, 250), '3', {
    key: 'top',
    meaning: 'how many coins to look at, by market cap',
    flag: '--top',
  }),
  strategy: required(strategyName, 'below-average', {
    key: 'strategy',
    meaning: 'the rule to buy by',
    flag: '--strategy',
  }),
  params: optional(parameterList, {
    key: 'params',
    meaning: 'the parameters of the strategy, instead of its own',
    unset: "the strategy's own",
    flag: '--param',
    example: 'window=20,margin=1',
  }),
  quantity: optional(amount, {
    key: 'quantity',
    meaning: 'how many coins one buy is',
    unset: '1, unless notional is set',
    flag: '--quantity',
    example: '0.5',
  }),
  notional: optional(amount, {
    key: 'notional',
    meaning: 'the amount of the quote currency that one buy is, instead of quantity',
    unset: 'quantity counts',
    flag: '--notional',
    example: '25',
  }),
};
