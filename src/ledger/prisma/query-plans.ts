/** What Prisma's client asks of its query compiler: it turns a query, as JSON, into a plan with the database's SQL. */
export interface QueryCompiler {
  compile(query: string): unknown;
  compileBatch(queries: string): unknown;
  free(): void;
}

interface CompilerOptions {
  /** What a plan depends on beside the models, such as the schema's name on PostgreSQL. */
  readonly connectionInfo: unknown;
}

/** Plans made when the program was built, for one kind of connection. */
export interface QueryPlans {
  readonly connectionInfo: unknown;
  /** Plans as JSON, by query. */
  readonly plans: Readonly<Record<string, string>>;
}

/**
 * Takes the place of Prisma's query compiler in the built program: it starts faster than all the rest together then. The
 * compiler is 1.6 MB of WebAssembly, and would plan the same dozen queries in every run; scripts/query-plans.js has them
 * planned once. A plan depends on nothing but the query, the models and the connection. Any other query goes to the
 * compiler, which is loaded for the first one.
 */
export function precompiled(
  { connectionInfo, plans }: QueryPlans,
  load: () => new (options: CompilerOptions) => QueryCompiler,
) {
  const connection = JSON.stringify(connectionInfo);

  return class implements QueryCompiler {
    readonly #options: CompilerOptions;
    readonly #plans: QueryPlans['plans'];
    #compiler: QueryCompiler | undefined;

    constructor(options: CompilerOptions) {
      this.#options = options;
      this.#plans = JSON.stringify(options.connectionInfo) === connection ? plans : {};
    }

    compile(query: string): unknown {
      const plan = this.#plans[query];
      return plan === undefined ? this.#real().compile(query) : JSON.parse(plan);
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
}
