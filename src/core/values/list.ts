import type { Kind } from './kind.js';

/** At most as many as one request to a market can name. */
const MOST_ITEMS = 250;

/** Values with commas between them, and spaces if need be; none twice. */
export const listOf = <Item>({ expected, example, parse, print }: Kind<Item>): Kind<readonly Item[]> => ({
  expected: `a list of at most ${MOST_ITEMS}, without repetitions, each ${expected}`,
  example,
  isList: true,
  parse: (text) => {
    const texts = text.split(',').map((item) => item.replace(/^ +| +$/g, ''));
    if (texts.length > MOST_ITEMS || new Set(texts).size < texts.length) return undefined;
    const items = texts.map(parse).filter((item) => item !== undefined);
    return items.length === texts.length ? items : undefined;
  },
  print: (items) => items.map(print).join(','),
});
