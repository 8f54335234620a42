/** Decoders: an answer is parsed once, here at the door; beyond it every type is known. */
export type Decoder<Value> = (input: unknown) => Value;

/** The value that a decoder gives. */
export type Decoded<Each> = Each extends Decoder<infer Value> ? Value : never;

/** An answer that is not in the shape agreed with the server. It names the path, never the data. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

/** A string. */
export const text: Decoder<string> = (input) => (typeof input === "string" ? input : wrong("string"));

/** A whole number. */
export const integer: Decoder<number> = (input) =>
  typeof input === "number" && Number.isInteger(input) ? input : wrong("integer");

/** Any finite number. */
export const number: Decoder<number> = (input) =>
  typeof input === "number" && Number.isFinite(input) ? input : wrong("number");

/** True or false. */
export const flag: Decoder<boolean> = (input) => (typeof input === "boolean" ? input : wrong("boolean"));

/** A calendar day `YYYY-MM-DD`. */
export const day: Decoder<string> = (input) =>
  typeof input === "string" && /^\d{4}-\d\d-\d\d$/.test(input) ? input : wrong("day");

/** Anything, dropped. */
export const nothing: Decoder<undefined> = () => undefined;

/** One of a closed list. */
export function oneOf<const Value extends string>(values: readonly Value[]): Decoder<Value> {
  return (input) => values.find((value) => value === input) ?? wrong("one of a list");
}

/** Null, or what `decode` gives; a missing field counts as null. */
export function maybe<Value>(decode: Decoder<Value>): Decoder<Value | null> {
  return (input) => (input === null || input === undefined ? null : decode(input));
}

/** What `decode` gives, or `fallback` where the field is missing. */
export function otherwise<Value>(decode: Decoder<Value>, fallback: Value): Decoder<Value> {
  return (input) => (input === null || input === undefined ? fallback : decode(input));
}

/** A list of equal things. */
export function list<Value>(decode: Decoder<Value>): Decoder<readonly Value[]> {
  return (input) => {
    if (!Array.isArray(input)) return wrong("list");
    const values: Value[] = [];
    // One trap for the whole list: columns have tens of thousands of elements.
    try {
      for (const each of input) values.push(decode(each));
    } catch (error) {
      throw placed(String(values.length), error);
    }
    return values;
  };
}

/** An object: field by field; unknown fields are dropped. */
export function record<const Shape extends Readonly<Record<string, Decoder<unknown>>>>(
  shape: Shape,
): Decoder<{ readonly [Key in keyof Shape]: Decoded<Shape[Key]> }> {
  const fields = Object.entries(shape);
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input)) return wrong("object");
    const source = input as Readonly<Record<string, unknown>>;
    const entries = fields.map(([name, decode]) => [name, within(name, () => decode(source[name]))]);
    return Object.fromEntries(entries) as { readonly [Key in keyof Shape]: Decoded<Shape[Key]> };
  };
}

/** An object of names that are not known beforehand: a value for each. */
export function dictionary<Value>(decode: Decoder<Value>): Decoder<Readonly<Record<string, Value>>> {
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input)) return wrong("object");
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, within(name, () => decode(value))]),
    );
  };
}

/** A delta-coded list: each number is added to the one before; gives the running sums. */
export const deltas: Decoder<Int32Array> = (input) => {
  const steps = list(integer)(input);
  const sums = new Int32Array(steps.length);
  let sum = 0;
  for (const [at, step] of steps.entries()) {
    sum += step;
    sums[at] = sum;
  }
  return sums;
};

function within<Value>(name: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw placed(name, error);
  }
}

/** The error with one step more in its path. */
function placed(name: string, error: unknown): unknown {
  return error instanceof DecodeError ? new DecodeError(`${name}.${error.message}`) : error;
}

function wrong(expected: string): never {
  throw new DecodeError(`not a ${expected}`);
}
