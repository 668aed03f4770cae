import { type Check, fine, wrong } from '../check.js';

export const settings: Check = {
  name: 'settings',
  look: (surroundings) => {
    if (surroundings.wrongSettings !== null)
      return wrong(surroundings.wrongSettings, 'put each right, and try with "crypto-bot config check"');
    const { configFile } = surroundings.context().config;
    return fine(configFile === null ? 'there is no config file, and none is needed' : `read from ${configFile}`);
  },
};
