import { Decimal, ZERO } from '../../src/core/money.js';

/** What is offered at one price. */
export interface Level {
  readonly price: Decimal;
  readonly quantity: Decimal;
}

/** Levels from texts: [price, quantity], the cheapest first. */
export function levels(...texts: readonly (readonly [price: string, quantity: string])[]): Level[] {
  return texts.map(([price, quantity]) => ({ price: new Decimal(price), quantity: new Decimal(quantity) }));
}

/** What a buyer gets of the offers up to a price, the cheapest first, and what is left of them. */
export function take(
  offers: readonly Level[],
  limitPrice: Decimal,
  quantity: Decimal,
): { readonly taken: Level[]; readonly left: Level[] } {
  let missing = quantity;
  const taken: Level[] = [];
  const left: Level[] = [];
  for (const offer of offers) {
    const part = offer.price.lte(limitPrice) ? Decimal.min(missing, offer.quantity) : ZERO;
    missing = missing.minus(part);
    if (part.gt(0)) taken.push({ price: offer.price, quantity: part });
    if (part.lt(offer.quantity)) left.push({ price: offer.price, quantity: offer.quantity.minus(part) });
  }
  return { taken, left };
}
