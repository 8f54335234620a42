/** Why a command ends without doing its work: a code that `words.ts` puts into the user's language. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: string;
  readonly detail: string;

  constructor(code: string, detail = "") {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

/** Gives an outcome's value, or ends the command with its code. */
export function required<Value>(
  outcome: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string },
  detail = "",
): Value {
  if (!outcome.ok) throw new CliError(outcome.error, detail);
  return outcome.value;
}
