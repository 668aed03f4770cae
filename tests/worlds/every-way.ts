/** Chooses what happens in a world. */
export interface Fate {
  /** What happens at a place of it: the first of these ways is that nothing goes wrong. */
  choose<Way extends string>(place: string, ways: readonly Way[]): Way;
  /** Whether this part of the world was not lived through before, as that of an earlier world that began like this one. */
  isNew(): boolean;
  /**
   * Whether the world goes on: not where an earlier one has come to the same state, from which all ways were taken then. The
   * state is a text that tells all that what comes depends on. `isDecided` is whether nothing is left to be chosen.
   */
  goesOn(stateOf: () => Promise<string>, isDecided: boolean): Promise<boolean>;
}

interface Chosen {
  readonly place: string;
  readonly ways: readonly string[];
  index: number;
}

/** How many worlds there are, and in how many states they came to where one asked whether it goes on. */
export interface Lived {
  readonly worlds: number;
  readonly states: number;
}

/**
 * Lives through every world that its choices allow, in which at most so many things go wrong. What a world may choose from
 * must follow from what it chose before. Throws what a world throws, with what happened in it.
 */
export async function everyWay(live: (fate: Fate) => Promise<void>, atMost = Number.POSITIVE_INFINITY): Promise<Lived> {
  const path: Chosen[] = [];
  /** How many worlds go on from a state; 0 as long as they are being lived. */
  const from = new Map<string, number>();
  let begun: { readonly state: string; readonly depth: number; readonly before: number }[] = [];
  for (let worlds = 0; ; ) {
    const shared = path.length;
    let [depth, wrong, more] = [0, 0, 1];
    const fate: Fate = {
      choose(place, ways) {
        const known = path[depth];
        const here = known ?? { place, ways: wrong < atMost ? ways : ways.slice(0, 1), index: 0 };
        if (!known) path.push(here);
        const way = ways[here.index];
        if (here.place !== place || way === undefined) throw new Error(`${place}: this choice was another one before`);
        depth += 1;
        wrong += here.index > 0 ? 1 : 0;
        return way;
      },
      isNew: () => depth >= shared,
      async goesOn(stateOf, isDecided) {
        if (depth < shared) return true;
        const state = `${await stateOf()} ${isDecided ? 0 : atMost - wrong}`;
        const known = from.get(state);
        if (known === undefined) {
          from.set(state, 0);
          begun.push({ state, depth, before: worlds });
        }
        if (!known) return true;
        more = known;
        return false;
      },
    };
    await live(fate).catch((error: unknown) => {
      const told = path.slice(0, depth).map((it) => `${it.place}: ${it.ways[it.index]}`);
      throw new Error(`world ${worlds + 1}: ${told.join('; ')}`, { cause: error });
    });
    worlds += more;
    while (isDone(path.at(-1))) path.pop();
    const last = path.at(-1);
    for (const { state, depth, before } of begun) if (depth >= path.length) from.set(state, worlds - before);
    begun = begun.filter(({ depth }) => depth < path.length);
    if (!last) return { worlds, states: from.size };
    last.index += 1;
  }
}

/** Whether each of its ways was taken. */
function isDone(chosen: Chosen | undefined): boolean {
  return chosen !== undefined && chosen.index + 1 === chosen.ways.length;
}
