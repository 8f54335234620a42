/** How many alerts are due by tomorrow, to be seen; what bears it is described by a sentence of its own. */
export function DueBadge({ due }: { readonly due: number }) {
  if (due === 0) return null;
  return (
    <span className="frame-due" aria-hidden>
      {due}
    </span>
  );
}
