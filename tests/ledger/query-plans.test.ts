import { describe, expect, it } from 'vitest';
import { precompiled } from '../../src/ledger/prisma/query-plans.js';

const connectionInfo = { schemaName: 'public' };

/** A compiler with a plan for the query "known", beside a real one that says it was asked. */
function arrange(connection: unknown = connectionInfo) {
  const seen: string[] = [];
  class Real {
    constructor({ connectionInfo: own }: { connectionInfo: unknown }) {
      seen.push(`start ${JSON.stringify(own)}`);
    }
    compile = (query: string) => `plan of ${query}`;
    compileBatch = (queries: string) => `plans of ${queries}`;
    free = () => void seen.push('free');
  }
  const Compiler = precompiled({ connectionInfo, plans: { known: '{"sql":"SELECT 1"}' } }, () => Real);
  return { compiler: new Compiler({ connectionInfo: connection }), seen };
}

describe('precompiled', () => {
  it('answers a query it has a plan for, and starts no compiler', () => {
    const { compiler, seen } = arrange();
    expect(compiler.compile('known')).toEqual({ sql: 'SELECT 1' });
    compiler.free();
    expect(seen).toEqual([]);
  });

  it('leaves any other query to the compiler, which it starts once', () => {
    const { compiler, seen } = arrange();
    expect(compiler.compile('other')).toBe('plan of other');
    expect(compiler.compileBatch('a, b')).toBe('plans of a, b');
    compiler.free();
    expect(seen).toEqual(['start {"schemaName":"public"}', 'free']);
  });

  it('has no plan for another connection than the plans were made for', () => {
    const { compiler } = arrange({ schemaName: 'mine' });
    expect(compiler.compile('known')).toBe('plan of known');
  });
});
