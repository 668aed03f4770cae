import type { ApiRequest } from '../model.js';

export const publicly = (path: string, params: ApiRequest['params'] = {}): ApiRequest => {
  return { path, api: 'public', method: 'GET', params };
};

export const privately = (
  path: string,
  params: ApiRequest['params'] = {},
  method: ApiRequest['method'] = 'GET',
): ApiRequest => {
  return { path, api: 'private', method, params };
};

/** Binance calls its pairs BTCUSDC. */
export const marketOf = (symbol: string) => symbol.replace('/', '');
