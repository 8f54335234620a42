import { NumberInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Minutes } from "../../domain/round.ts";

/** Minutes, taken over when the field is left: every digit would else be a step to take back. */
export function MinutesField({
  label,
  value,
  least = 15,
  most = 720,
  onChange,
}: {
  readonly label: string;
  readonly value: Minutes;
  readonly least?: number;
  readonly most?: number;
  readonly onChange: (minutes: Minutes) => void;
}) {
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const take = () => {
    const whole = typeof draft === "number" ? Math.round(Math.min(most, Math.max(least, draft))) : value;
    setDraft(whole);
    if (whole !== value) onChange(whole as Minutes);
  };
  return (
    <NumberInput
      label={label}
      min={least}
      max={most}
      step={5}
      allowDecimal={false}
      clampBehavior="none"
      value={draft}
      onChange={setDraft}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === "Enter") take();
      }}
    />
  );
}
