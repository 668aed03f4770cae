import { displayCount } from '../../../report/format/amounts.js';
import { renderTimeLeft } from '../../../report/format/time-left.js';
import type { Terminal } from '../../../runtime/terminal.js';

const SHOWN_EVERY_MS = 250;

/** Shows how many of how many combinations are done, and how long the others may take. */
export function newProgress(terminal: Terminal, all: number) {
  const beganMs = Date.now();
  let shownMs = beganMs;
  return (done: number) => {
    const nowMs = Date.now();
    if (nowMs - shownMs < SHOWN_EVERY_MS) return;
    shownMs = nowMs;
    const left = renderTimeLeft(((nowMs - beganMs) / done) * (all - done));
    terminal.progress(`combination ${displayCount(done)} of ${displayCount(all)}, ${left}`);
  };
}
