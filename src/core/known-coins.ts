import type { CoinId } from './model.js';

interface KnownCoin {
  /** What exchanges call it. */
  readonly symbol: string;
  /** What it is called in words: by some exchanges one way, by some another. */
  readonly names: readonly string[];
  /** Kraken's own id of it, where that is another than the symbol. */
  readonly krakenId?: string;
}

/**
 * The largest coins by their ids at the market. A symbol does not name a coin: some are used for several. So a pair is only
 * taken for a coin's when the exchange's own id or its name for it agrees, too.
 */
export const knownCoins: ReadonlyMap<CoinId, KnownCoin> = new Map([
  ['bitcoin', { symbol: 'BTC', names: ['Bitcoin'], krakenId: 'XXBT' }],
  ['ethereum', { symbol: 'ETH', names: ['Ethereum'], krakenId: 'XETH' }],
  ['ripple', { symbol: 'XRP', names: ['XRP', 'Ripple'], krakenId: 'XXRP' }],
  ['binancecoin', { symbol: 'BNB', names: ['BNB', 'Binance Coin'] }],
  ['solana', { symbol: 'SOL', names: ['Solana'] }],
  ['dogecoin', { symbol: 'DOGE', names: ['Dogecoin'], krakenId: 'XXDG' }],
  ['cardano', { symbol: 'ADA', names: ['Cardano'] }],
  ['tron', { symbol: 'TRX', names: ['TRON', 'Tron'] }],
  ['chainlink', { symbol: 'LINK', names: ['Chainlink'] }],
  ['avalanche-2', { symbol: 'AVAX', names: ['Avalanche'] }],
  ['stellar', { symbol: 'XLM', names: ['Stellar Lumens', 'Stellar'], krakenId: 'XXLM' }],
  ['bitcoin-cash', { symbol: 'BCH', names: ['Bitcoin Cash'] }],
  ['litecoin', { symbol: 'LTC', names: ['Litecoin'], krakenId: 'XLTC' }],
  ['polkadot', { symbol: 'DOT', names: ['Polkadot'] }],
  ['shiba-inu', { symbol: 'SHIB', names: ['Shiba Inu', 'SHIBA INU'] }],
  ['uniswap', { symbol: 'UNI', names: ['Uniswap'] }],
  ['monero', { symbol: 'XMR', names: ['Monero'], krakenId: 'XXMR' }],
  ['ethereum-classic', { symbol: 'ETC', names: ['Ethereum Classic'], krakenId: 'XETC' }],
  ['aave', { symbol: 'AAVE', names: ['Aave', 'AAVE'] }],
  ['cosmos', { symbol: 'ATOM', names: ['Cosmos', 'Cosmos Hub'] }],
]);
