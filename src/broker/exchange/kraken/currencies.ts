/** Kraken's names of its oldest assets. Newer ones are called as everywhere. */
const oldNames: ReadonlyMap<string, string> = new Map([
  ['XETC', 'ETC'],
  ['XETH', 'ETH'],
  ['XLTC', 'LTC'],
  ['XMLN', 'MLN'],
  ['XREP', 'REP'],
  ['XXBT', 'BTC'],
  ['XXDG', 'DOGE'],
  ['XXLM', 'XLM'],
  ['XXMR', 'XMR'],
  ['XXRP', 'XRP'],
  ['XZEC', 'ZEC'],
  ['ZAUD', 'AUD'],
  ['ZCAD', 'CAD'],
  ['ZEUR', 'EUR'],
  ['ZGBP', 'GBP'],
  ['ZJPY', 'JPY'],
  ['ZUSD', 'USD'],
  ['XBT', 'BTC'],
  ['XDG', 'DOGE'],
]);

/** What everybody calls an asset of Kraken, such as BTC for XXBT or XBT. */
function currencyOf(asset: string): string {
  return oldNames.get(asset) ?? asset;
}

/** Such as BTC/USD for Kraken's XBT/USD. */
export function symbolOf(name: string): string {
  return name.split('/').map(currencyOf).join('/');
}

/** What is lent or staked has its asset's name and a suffix, such as XBT.F. It cannot be spent as it is. */
export function splitAsset(asset: string): { readonly currency: string; readonly isBound: boolean } {
  const [name = asset, suffix] = asset.split('.');
  return { currency: currencyOf(name), isBound: suffix !== undefined };
}
