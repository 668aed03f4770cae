import type { Kind } from '../values/kind.js';

/** Called for a part of a document that is wrong, with the path of this part and its value. Always throws. */
export type Refuse = (path: string, value: unknown) => never;

/** Writes values of one type as JSON and reads them back, without a loss. */
export interface Codec<Value> {
  /** The value as JSON; undefined for a field that is left out. */
  encode(value: Value): unknown;
  decode(json: unknown, path: string, refuse: Refuse): Value;
  /** True where `encode` is always undefined: the value is known without it. */
  readonly isOmitted?: true;
}

export const text: Codec<string> = {
  encode: (value) => value,
  decode: (json, path, refuse) => (typeof json === 'string' ? json : refuse(path, json)),
};

export const flag: Codec<boolean> = {
  encode: (value) => value,
  decode: (json, path, refuse) => (typeof json === 'boolean' ? json : refuse(path, json)),
};

export const oneOf = <const Name extends string>(names: readonly Name[]): Codec<Name> => ({
  encode: (value) => value,
  decode: (json, path, refuse) => names.find((name) => name === json) ?? refuse(path, json),
});

export const wholeNumber: Codec<number> = {
  encode: (value) => value,
  decode: (json, path, refuse) => (typeof json === 'number' && Number.isSafeInteger(json) ? json : refuse(path, json)),
};

/** A value as the text that its kind prints. */
export const byKind = <Value>({ parse, print }: Kind<Value>): Codec<Value> => ({
  encode: print,
  decode: (json, path, refuse) => (typeof json === 'string' ? parse(json) : undefined) ?? refuse(path, json),
});

/** A time as milliseconds since 1970, which is half as long as ISO 8601. */
export const milliseconds: Codec<Date> = {
  encode: (value) => value.getTime(),
  decode(json, path, refuse) {
    const at = new Date(typeof json === 'number' ? json : Number.NaN);
    return Number.isNaN(at.getTime()) ? refuse(path, json) : at;
  },
};

/** A value that is known when it is read: it is not written. */
export const constant = <Value>(value: Value): Codec<Value> => ({
  encode: () => undefined,
  decode: () => value,
  isOmitted: true,
});

export const nullable = <Value>(codec: Codec<Value>): Codec<Value | null> => ({
  encode: (value) => (value === null ? null : codec.encode(value)),
  decode: (json, path, refuse) => (json === null ? null : codec.decode(json, path, refuse)),
});

export const list = <Value>(codec: Codec<Value>): Codec<readonly Value[]> => ({
  encode: (values) => values.map((value) => codec.encode(value)),
  decode: (json, path, refuse) =>
    Array.isArray(json)
      ? json.map((item, index) => codec.decode(item, `${path}[${index}]`, refuse))
      : refuse(path, json),
});

/** A value that may be absent. */
export const optional = <Value>(codec: Codec<Value>): Codec<Value | undefined> => ({
  encode: (value) => value && codec.encode(value),
  decode: (json, path, refuse) => (json === undefined ? undefined : codec.decode(json, path, refuse)),
});

/** A value that older documents do not have: then it is the default. It is always written. */
export const defaultTo = <Value>(defaultValue: Value, codec: Codec<Value>): Codec<Value> => ({
  encode: codec.encode,
  decode: (json, path, refuse) => (json === undefined ? defaultValue : codec.decode(json, path, refuse)),
});

/** A value that is not written where it is the default. */
export const omitDefault = <Value>(defaultValue: Value, codec: Codec<Value>): Codec<Value> => ({
  encode(value) {
    const json = codec.encode(value);
    return JSON.stringify(json) === JSON.stringify(codec.encode(defaultValue)) ? undefined : json;
  },
  decode: (json, path, refuse) => (json === undefined ? defaultValue : codec.decode(json, path, refuse)),
});

/** An object with any names, whose values are all of one type. */
export const dictionary = <Value>(codec: Codec<Value>): Codec<Readonly<Record<string, Value>>> => ({
  encode: (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, codec.encode(value)])),
  decode: (json, path, refuse) =>
    isObject(json)
      ? Object.fromEntries(
          Object.entries(json).map(([name, value]) => [name, codec.decode(value, `${path}.${name}`, refuse)]),
        )
      : refuse(path, json),
});

/** A codec for each field of an object. */
export type Fields<Value> = { readonly [Name in keyof Value]-?: Codec<Value[Name]> };

/** An object with these fields. Other fields of a document are ignored. */
export const record = <Value extends object>(fields: Fields<Value>): Codec<Value> => {
  const each = Object.entries<Codec<unknown>>(fields);
  return {
    encode: (value) =>
      Object.fromEntries(
        each
          .map(([name, codec]) => [name, codec.encode(value[name as keyof Value])] as const)
          .filter(([, json]) => json !== undefined),
      ),
    decode(json, path, refuse) {
      if (!isObject(json)) return refuse(path, json);
      const values = each.map(([name, codec]) => [name, codec.decode(json[name], `${path}.${name}`, refuse)] as const);
      return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Value; // `fields` has every name of Value, with its type
    },
  };
};

/** An object as the list of its values, in the order of the fields: without the names it is half as long. No field may be optional. */
export const row = <Value extends object>(fields: Fields<Value>): Codec<Value> => {
  const each = Object.entries<Codec<unknown>>(fields);
  const written = each.filter(([, { isOmitted: silent }]) => !silent).map(([name]) => name);
  const whole = record<Value>(fields);
  return {
    encode: (value) => written.map((name) => fields[name as keyof Value].encode(value[name as keyof Value])),
    decode: (json, path, refuse) =>
      Array.isArray(json) && json.length === written.length
        ? whole.decode(Object.fromEntries(written.map((name, index) => [name, json[index]])), path, refuse)
        : refuse(path, json),
  };
};

export function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
