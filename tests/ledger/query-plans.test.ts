import { describe, expect, it } from 'vitest';
import { precompiled, withOwnNames } from '../../src/ledger/prisma/database/query-plans.js';

interface Connection {
  readonly schemaName?: string;
  readonly supportsRelationJoins: boolean;
}

const planned: Connection = { schemaName: 'public', supportsRelationJoins: true };

const known = '{"where":{"name":"%1"},"data":{"name":"%2"}}';
const plan = '{"sql":"SELECT \\"public\\".\\"tick\\".\\"id\\"","args":[{"name":"%2"},{"name":"%1"}]}';

/** A compiler with one plan, beside a real one that says it was asked. */
function arrange(connectionInfo: Connection = planned, plannedFor: Connection = planned) {
  const seen: string[] = [];
  class Real {
    constructor(options: { connectionInfo: Connection }) {
      seen.push(`start ${JSON.stringify(options.connectionInfo)}`);
    }
    compile = (query: string) => `plan of ${query}`;
    compileBatch = (queries: string) => `plans of ${queries}`;
    free = () => void seen.push('free');
  }
  const Compiler = precompiled({ connectionInfo: plannedFor, plans: { [known]: plan } }, () => Real);
  return { compiler: new Compiler({ connectionInfo }), seen };
}

describe('precompiled', () => {
  it('answers a query it has a plan for, and starts no compiler', () => {
    const { compiler, seen } = arrange();
    expect(compiler.compile(known)).toEqual(JSON.parse(plan));
    compiler.free();
    expect(seen).toEqual([]);
  });

  it('has the same plan for parameters that Prisma gave one name, since their values are equal', () => {
    const { compiler } = arrange();
    expect(compiler.compile('{"where":{"name":"%1"},"data":{"name":"%1"}}')).toMatchObject({
      args: [{ name: '%1' }, { name: '%1' }],
    });
    expect(compiler.compile('{"where":{"name":"%7"},"data":{"name":"%3"}}')).toMatchObject({
      args: [{ name: '%3' }, { name: '%7' }],
    });
  });

  it('has the same plan in another schema, with its name in the SQL', () => {
    const { compiler } = arrange({ ...planned, schemaName: 'mine' });
    expect(compiler.compile(known)).toMatchObject({ sql: 'SELECT "mine"."tick"."id"' });
  });

  it('leaves any other query to the compiler, which it starts once', () => {
    const { compiler, seen } = arrange();
    expect(compiler.compile('other')).toBe('plan of other');
    expect(compiler.compileBatch('a, b')).toBe('plans of a, b');
    compiler.free();
    expect(seen).toEqual([`start ${JSON.stringify(planned)}`, 'free']);
  });

  it('has no plan for another kind of connection than the plans were made for', () => {
    expect(arrange({ ...planned, supportsRelationJoins: false }).compiler.compile(known)).toBe(`plan of ${known}`);
    const sqlite = { supportsRelationJoins: false };
    expect(arrange(planned, sqlite).compiler.compile(known)).toBe(`plan of ${known}`);
    expect(arrange(sqlite, sqlite).compiler.compile(known)).toEqual(JSON.parse(plan));
  });
});

it('a text of a user does not count as the name of a parameter', () => {
  const query = JSON.stringify({ where: '{"name":"%5"}', also: 'name:%6' });
  expect(withOwnNames(query)).toBe(query);
});
