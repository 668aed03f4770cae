import path from 'node:path';

/** The built program, which the tests run. */
export const testedProgram = path.resolve('bin/crypto-bot.js');

/** A copy of it without Prisma's query compiler, which build.ts makes where it finds its libraries. */
export const withoutCompiler = path.resolve('node_modules/.crypto-bot-test/bin/crypto-bot.js');
