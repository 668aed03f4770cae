/**
 * The results of some tasks in the order of the tasks, while so many are under way; each task is begun only when its turn
 * comes, and no more once `isOver`. Throws what a task throws.
 */
export async function* inOrder<Result>(
  count: number,
  underWay: number,
  begin: (index: number) => Promise<Result>,
  isOver: () => boolean,
): AsyncGenerator<{ readonly index: number; readonly result: Result }> {
  const begun: Promise<Result>[] = [];
  let next = 0;
  for (let index = 0; ; index++) {
    while (next < count && begun.length < underWay && !isOver()) {
      const task = begin(next++);
      task.catch(() => {}); // it is told when its turn comes
      begun.push(task);
    }
    const first = begun.shift();
    if (!first) return;
    yield { index, result: await first };
  }
}
