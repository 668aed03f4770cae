import { quoteForShell } from '../core/values/quoted.js';

/** What a ledger is called by a message that refuses it for what it is; `place` is where it is, or null where that is not known. */
export function nameOf(place: string | null): string {
  return place === null ? 'this ledger' : `the ledger ${place}`;
}

/**
 * What to do, where another ledger than this one is wanted: "name another ledger with --db, or put this one aside: …". A file
 * is put aside under its own name with `ending`.
 */
export function orAnother(place: string | null, ending: string): string {
  const another = 'name another ledger with --db';
  if (place === null) return another;
  if (place.includes('://')) return `${another}, such as one with another ?schema=`;
  const aside = [place, `${place}.${ending}`].map(quoteForShell).join(' ');
  return `${another}.\nTo begin a new one here, put this one aside: mv -n ${aside} and then say --new-ledger once`;
}
