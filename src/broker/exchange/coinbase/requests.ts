import type { ApiRequest } from '../model.js';

export const publicly = (path: string, params: ApiRequest['params'] = {}): ApiRequest => {
  return { path: `brokerage/${path}`, api: ['v3', 'public'], method: 'GET', params };
};

export const privately = (path: string, params: ApiRequest['params'] = {}): ApiRequest => {
  return { path: `brokerage/${path}`, api: ['v3', 'private'], method: 'GET', params };
};

export const post = (path: string, params: ApiRequest['params']): ApiRequest => {
  return { path: `brokerage/${path}`, api: ['v3', 'private'], method: 'POST', params };
};

/** Coinbase calls its pairs BTC-USD. */
export const productOf = (symbol: string) => symbol.replace('/', '-');
export const symbolOf = (product: string) => product.replace('-', '/');
