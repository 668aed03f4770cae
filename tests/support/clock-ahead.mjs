// Preloaded into the program by tests (node --import): its clock is CLOCK_AHEAD_MS ahead of the machine's.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const Real = Date;

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + aheadMs);
    else super(...given);
  }

  static now() {
    return Real.now() + aheadMs;
  }
};
