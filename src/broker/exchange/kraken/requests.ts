import type { ApiRequest } from '../model.js';

export const publicly = (path: string, params: ApiRequest['params'] = {}): ApiRequest => {
  return { path, api: 'public', method: 'GET', params };
};

export const privately = (path: string, params: ApiRequest['params'] = {}): ApiRequest => {
  return { path, api: 'private', method: 'POST', params };
};
