/** Rows of the table category. */
import type { CategoryCoins } from '../../../core/universe.js';
import { wordColumns } from './columns.js';
import { damagedError, type Row, readDay, readOneOf, safelyParsed } from './rows.js';

export function readCategory({ name, day, coins }: Row<'Category'>): CategoryCoins {
  const listed = parseCoins(coins);
  if (!listed) throw damagedError('category', name, 'coins', coins);
  return {
    name: readOneOf(wordColumns.category.name, 'category', name, 'name', name),
    day: readDay('category', name, day),
    coins: listed,
  };
}

/** The coins of a category; null when it is no JSON list of texts. */
export function parseCoins(json: string): string[] | null {
  const listed = safelyParsed(json);
  return Array.isArray(listed) && listed.every((coin) => typeof coin === 'string') ? listed : null;
}
