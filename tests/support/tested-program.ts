import path from 'node:path';

/**
 * The built program that the tests run: a copy without Prisma's query compiler, which build.ts makes. It is in a folder
 * where it finds its libraries.
 */
export const testedProgram = path.resolve('node_modules/.crypto-bot-test/bin/crypto-bot.js');
