import type { Answer } from './server.js';

/** What an endpoint is for, by the broker's port; a fault can be set for all endpoints of a role. */
export type Role = 'place' | 'find' | 'cancel' | 'account' | 'instruments' | 'prices' | 'time' | 'permissions';

/** A way to answer other than the right one. Where `acts` is true the request is carried out all the same. */
export type Fault =
  /** The connection is reset without an answer. */
  | { readonly kind: 'lost'; readonly acts: boolean }
  /** Half of the answer, and then the connection is closed. */
  | { readonly kind: 'cut'; readonly acts: boolean }
  /** No answer for as long as the client waits. */
  | { readonly kind: 'silent'; readonly acts: boolean }
  /** The headers at once, and of the answer nothing for as long as the client waits. */
  | { readonly kind: 'headers only'; readonly acts: boolean }
  /** The connection is reset at once; the request is carried out this much later, by the exchange's clock. */
  | { readonly kind: 'arrives late'; readonly afterMs: number }
  | { readonly kind: 'answers'; readonly acts: boolean; readonly answer: Answer }
  /** The right answer, and the same once more behind it. */
  | { readonly kind: 'twice' }
  /** A read is answered as it would have been this much earlier; a write is not changed. */
  | { readonly kind: 'stale'; readonly byMs: number };

/** Where something goes wrong: at all endpoints of a role, or at the one of this name. */
type Place = Role | (string & {});

export interface Faults {
  /** The next `times` requests there go wrong so; those set first come first. */
  set(place: Place, fault: Fault, times?: number): void;
  /** Everything goes right again. */
  clear(): void;
  /** The fault of a request, which is used up by it. */
  next(role: Role, name: string): Fault | null;
}

export function createFaults(): Faults {
  let waiting: { readonly place: Place; readonly fault: Fault; times: number }[] = [];
  return {
    set: (place, fault, times = 1) => waiting.push({ place, fault, times }),
    clear() {
      waiting = [];
    },
    next(role, name) {
      const found = waiting.find(({ place, times }) => times > 0 && (place === role || place === name));
      if (!found) return null;
      found.times -= 1;
      return found.fault;
    },
  };
}

const title = {
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
  520: 'Web server is returning an unknown error',
};

/** A page of a proxy in front of the exchange, which says nothing of what became of the request. */
export function page(status: keyof typeof title): Answer {
  const body = `<html>\r\n<head><title>${status} ${title[status]}</title></head>\r\n<body>\r\n<center><h1>${status} ${title[status]}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
  return { status, body, headers: { 'content-type': 'text/html' } };
}
