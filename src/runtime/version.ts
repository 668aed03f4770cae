import packageJson from '../../package.json' with { type: 'json' };

export const version: string = packageJson.version;

/** The versions of Node.js that the program is made for, such as ">=20.19". */
export const nodeRange: string = packageJson.engines.node;
