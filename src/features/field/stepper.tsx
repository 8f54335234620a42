import { memo } from "react";

/** A number between a minus and a plus, both big enough for a glove. */
export const Stepper = memo(function Stepper({
  label,
  shown,
  less,
  more,
  onLess,
  onMore,
}: {
  readonly label: string;
  readonly shown: string;
  /** What the buttons do, in words. */
  readonly less: string;
  readonly more: string;
  readonly onLess: () => void;
  readonly onMore: () => void;
}) {
  return (
    <div className="field-stepper">
      <span className="field-grow">{label}</span>
      <button type="button" aria-label={less} onClick={onLess}>
        −
      </button>
      <output>{shown}</output>
      <button type="button" aria-label={more} onClick={onMore}>
        +
      </button>
    </div>
  );
});
