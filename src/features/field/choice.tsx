import { memo } from "react";

/** One of a few, as big buttons side by side. Drawn anew only when it says something else: a tap elsewhere is quick. */
export const Choice = memo(ChoiceButtons) as typeof ChoiceButtons;

function ChoiceButtons<Value extends string>({
  label,
  values,
  value,
  say,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly Value[];
  readonly value: Value;
  readonly say: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="field-choice">
      <legend>{label}</legend>
      {values.map((each) => (
        <button key={each} type="button" aria-pressed={each === value} onClick={() => onChange(each)}>
          {say(each)}
        </button>
      ))}
    </fieldset>
  );
}

/** Any of several, as big buttons that stay pressed. */
export function Several<Value extends string>({
  label,
  values,
  chosen,
  say,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly Value[];
  readonly chosen: readonly Value[];
  readonly say: (value: Value) => string;
  readonly onChange: (chosen: readonly Value[]) => void;
}) {
  const toggled = (value: Value) =>
    chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
  return (
    <fieldset className="field-choice">
      <legend>{label}</legend>
      {values.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={chosen.includes(each)}
          onClick={() => onChange(toggled(each))}
        >
          {say(each)}
        </button>
      ))}
    </fieldset>
  );
}
