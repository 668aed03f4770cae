import { inChunks } from './chunks.js';

/** One object with one list, an item a line, in chunks: memory does not grow however many there are. */
export function renderJsonList<Item>(
  name: string,
  items: AsyncIterable<Item>,
  pick: (item: Item) => object,
): AsyncGenerator<string> {
  return inChunks(pieces(name, items, pick));
}

async function* pieces<Item>(
  name: string,
  items: AsyncIterable<Item>,
  pick: (item: Item) => object,
): AsyncGenerator<string> {
  yield `{"${name}":[`;
  let separator = '\n';
  for await (const item of items) {
    yield separator + JSON.stringify(pick(item));
    separator = ',\n';
  }
  yield separator === '\n' ? ']}\n' : '\n]}\n';
}
