import { mergeConfig } from 'vitest/config';
import shared from './vitest.config.js';

/** Only the majors of Node: see tests/package/nodes.ts. */
const config = mergeConfig(shared, {});
export default { ...config, test: { ...config.test, include: ['tests/package/nodes.ts'] } };
