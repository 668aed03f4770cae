import { defineConfig } from 'prisma/config';

// `generate` never runs the native schema engine, but the CLI downloads one before every command unless this names a file that exists.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= '1';
process.env.PRISMA_HIDE_UPDATE_MESSAGE ??= '1';

export default defineConfig({ schema: process.env.PRISMA_PROVIDER ?? 'sqlite' });
