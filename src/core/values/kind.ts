/**
 * One kind of value that comes from outside as text: by a flag, the environment, a file, a row or an answer. All of them
 * read it here, so what one refuses the others refuse.
 */
export interface Kind<Value> {
  /** In words that fit "expected …". */
  readonly expected: string;
  /** A text that is one. */
  readonly example: string;
  /** Several values: a list in the config file, with commas elsewhere. */
  readonly isList?: boolean;
  /** Values by name: a table in the config file, name=value with commas elsewhere. */
  readonly isTable?: boolean;
  /** All the values there are, where they are few. */
  readonly choices?: readonly string[];
  /** Undefined when the text is no such value. */
  parse(text: string): Value | undefined;
  /** A text that `parse` reads as this value. */
  print(value: Value): string;
  /** What is wrong with a text that `parse` refuses, in words that fit "…, but ": for a kind that can say more than `expected`. */
  why?(text: string): string | undefined;
}
