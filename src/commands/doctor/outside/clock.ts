import { type Check, fine, notChecked, type Outcome, wrong } from '../check.js';

export const clock: Check = {
  name: 'clock',
  look: async (surroundings) => {
    if (surroundings.context().config.isReplay)
      return wrong('CRYPTO_BOT_NOW is set, so that every run takes place at that time', 'unset it');
    const report = await surroundings.askMarket().catch(() => null); // the market's own check tells
    return report?.at ? checkClock(report.at, new Date()) : notChecked('nobody has told the time');
  },
};

const MOST_SECONDS = 60;

/** This machine's clock by that of the market, which tells whole seconds. */
export function checkClock(theirs: Date, ours: Date): Outcome {
  const seconds = Math.round((ours.getTime() - theirs.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance > MOST_SECONDS)
    return wrong(
      `this machine's clock is ${distance} s ${seconds > 0 ? 'ahead of' : 'behind'} the market's`,
      'set it, and let it be kept right by NTP (timedatectl set-ntp true)',
    );
  return fine(distance > 2 ? `${distance} s from the market's` : "as the market's");
}
