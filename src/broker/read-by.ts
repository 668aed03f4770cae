import * as v from 'valibot';
import type { Kind } from '../core/values/kind.js';

/** A schema of a text that a kind reads. What the kind refuses does not fit the schema. */
export const readBy = <Value>({ parse }: Kind<Value>) =>
  v.pipe(
    v.string(),
    v.rawTransform<string, Value>(({ dataset, addIssue, NEVER }) => {
      const value = parse(dataset.value);
      if (value !== undefined) return value;
      addIssue();
      return NEVER;
    }),
  );
