/** The exchange's clock: it goes with the machine's, can be put forward, and carries out what was put off when its time has come. */
export interface ExchangeClock {
  /** Unix milliseconds. */
  now(): number;
  /** Puts it forward, or back by a negative amount, for good. */
  advance(ms: number): void;
  /** Calls `act` with the time as soon as it is that time: at the next request, or when the clock is put forward. */
  at(timeMs: number, act: (timeMs: number) => void): void;
  /** Carries out what is due. */
  catchUp(): void;
}

export function exchangeClock(): ExchangeClock {
  let offsetMs = 0;
  let putOff: { readonly timeMs: number; readonly act: (timeMs: number) => void }[] = [];
  const now = () => Date.now() + offsetMs;

  function catchUp(): void {
    const due = putOff.filter(({ timeMs }) => timeMs <= now()).sort((a, b) => a.timeMs - b.timeMs);
    putOff = putOff.filter((one) => !due.includes(one));
    for (const { timeMs, act } of due) act(timeMs);
  }

  return {
    now,
    advance(ms) {
      offsetMs += ms;
      catchUp();
    },
    at: (timeMs, act) => putOff.push({ timeMs, act }),
    catchUp,
  };
}
