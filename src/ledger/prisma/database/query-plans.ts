/** What Prisma's client asks of its query compiler: it turns a query, as JSON, into a plan with the database's SQL. */
export interface QueryCompiler {
  compile(query: string): unknown;
  compileBatch(queries: string): unknown;
  free(): void;
}

/** What a plan depends on beside the query and the models. */
interface ConnectionInfo {
  /** On PostgreSQL. The plan's SQL has it before the name of each table. */
  readonly schemaName?: string;
  readonly supportsRelationJoins: boolean;
}

interface CompilerOptions {
  readonly connectionInfo: ConnectionInfo;
}

/** Plans made when the program was built, for one kind of connection. */
export interface QueryPlans {
  readonly connectionInfo: ConnectionInfo;
  /** Plans as JSON, by the query as `withOwnNames` gives it. */
  readonly plans: Readonly<Record<string, string>>;
}

/**
 * Takes the place of Prisma's query compiler in the built program: see docs/build.md. A query that was planned by the build
 * has its plan at once. Any other query goes to the compiler, which is loaded for the first one.
 */
export function precompiled(
  { connectionInfo, plans }: QueryPlans,
  load: () => new (options: CompilerOptions) => QueryCompiler,
) {
  const planned = JSON.stringify(connectionInfo);

  return class implements QueryCompiler {
    readonly #options: CompilerOptions;
    readonly #plans: QueryPlans['plans'];
    #compiler: QueryCompiler | undefined;

    constructor(options: CompilerOptions) {
      this.#options = options;
      const { schemaName, ...others } = options.connectionInfo;
      const inSchema = schemaName === undefined ? {} : { schemaName: connectionInfo.schemaName };
      this.#plans = JSON.stringify({ ...inSchema, ...others }) === planned ? plans : {};
    }

    compile(query: string): unknown {
      const plan = this.#plans[withOwnNames(query)];
      if (plan === undefined) return this.#real().compile(query);
      return JSON.parse(inSchema(withNamesOf(query, plan), this.#options.connectionInfo.schemaName));
    }

    compileBatch(queries: string): unknown {
      return this.#real().compileBatch(queries);
    }

    free(): void {
      this.#compiler?.free();
    }

    #real(): QueryCompiler {
      this.#compiler ??= new (load())(this.#options);
      return this.#compiler;
    }
  };

  function inSchema(plan: string, name = connectionInfo.schemaName): string {
    return plan.replaceAll(`\\"${connectionInfo.schemaName}\\".`, `\\"${name}\\".`);
  }
}

/** Where a query, or its plan, names a parameter. No text of a user can look like this: in JSON its quotes are escaped. */
const PARAMETER = /"name":"%(\d+)"/g;

/**
 * A query with a name of its own for each parameter, %1, %2 and so on. Prisma gives two parameters with equal values one
 * name, so that the same query comes in many forms: one where quantity and price of an order are equal, and one where they differ.
 */
export function withOwnNames(query: string): string {
  let count = 0;
  return query.replaceAll(PARAMETER, () => {
    count += 1;
    return `"name":"%${count}"`;
  });
}

/** The plan of such a form with the names of the query itself. */
function withNamesOf(query: string, plan: string): string {
  const names = [...query.matchAll(PARAMETER)].map(([name]) => name);
  return plan.replaceAll(PARAMETER, (own, number) => names[Number(number) - 1] ?? own);
}
