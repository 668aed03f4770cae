import { nodeRange } from '../../../runtime/version.js';
import { type Check, fine, type Outcome, wrong } from '../check.js';

export const node: Check = { name: 'node', look: () => checkNode(process.versions.node) };

/** Whether a version of Node.js, such as "20.19.5", is one that the program is made for. */
export function checkNode(version: string): Outcome {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [least = 0, leastMinor = 0] = nodeRange.replace('>=', '').split('.').map(Number);
  const isNewEnough = major > least || (major === least && minor >= leastMinor);
  return isNewEnough
    ? fine(`Node.js ${version}`)
    : wrong(`Node.js ${version} is older than ${least}.${leastMinor}`, 'install a newer one: https://nodejs.org');
}
