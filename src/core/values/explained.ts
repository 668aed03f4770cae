import type { Kind } from './kind.js';

/**
 * Is told why a text is refused, in words that fit "…, but ", and ends the reading by throwing. Nothing is said where
 * there is no more to say than what is expected.
 */
export type Refuse = (why?: string) => never;

interface Explained<Value> extends Pick<Kind<Value>, 'expected' | 'example' | 'print'> {
  read(text: string, refuse: Refuse): Value;
}

/** A kind that can say why it refuses a text. */
export function explained<Value>({ read, ...kind }: Explained<Value>): Kind<Value> {
  const attempt = (text: string): { readonly value: Value } | { readonly why: string | undefined } => {
    try {
      return { value: read(text, refuse) };
    } catch (error) {
      if (error instanceof Refusal) return { why: error.message || undefined };
      throw error;
    }
  };
  return {
    ...kind,
    parse: (text) => {
      const outcome = attempt(text);
      return 'value' in outcome ? outcome.value : undefined;
    },
    why: (text) => {
      const outcome = attempt(text);
      return 'why' in outcome ? outcome.why : undefined;
    },
  };
}

class Refusal extends Error {}

function refuse(why?: string): never {
  throw new Refusal(why);
}
