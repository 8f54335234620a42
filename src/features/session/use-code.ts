import { useState } from "react";
import { type FactorError, giveCode } from "../../data/second-factor.ts";

/** A code that is being typed for an authenticator app, and what became of the last try. */
export interface TypedCode {
  readonly value: string;
  readonly busy: boolean;
  readonly error: FactorError | "missing" | undefined;
  readonly type: (value: string) => void;
  readonly submit: () => void;
}

/** State of a code field; `done` is told once the code was accepted. */
export function useCode(factor: string, done: () => void): TypedCode {
  const [value, setValue] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<FactorError | "missing">();
  const give = async () => {
    if (value.trim() === "") return setError("missing");
    setBusy(true);
    setError(undefined);
    const outcome = await giveCode(factor, value);
    setBusy(false);
    if (outcome.ok) return done();
    setError(outcome.error);
    setValue("");
  };
  return { value, busy, error, type: setValue, submit: () => void give() };
}
