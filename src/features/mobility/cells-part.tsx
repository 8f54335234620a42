import { CloseButton } from "@mantine/core";
import type { Leaf } from "../../domain/leaf-index.ts";
import { expectedGhosts } from "../../domain/noise-interval.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { useFormat } from "../../ui/format.ts";
import { MeasureSelect } from "./controls.tsx";
import { AllHidden, Lacking } from "./empty-states.tsx";
import { figureInWords, intervalInWords, unitInWords, verdictInWords } from "./figures-in-words.ts";
import { FiguresTable } from "./figures-table.tsx";
import type { LeafFigure } from "./measures.ts";
import type { PartProps } from "./parts.tsx";
import type { Figures } from "./use-figures.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Leaf by leaf: the measure, the picked leaf, and the table beside the map. */
export function CellsPart(props: PartProps) {
  const { model, released, figures, nameOf } = props;
  const say = useMobilityWords();
  const known = figures.figures.filter(({ kind }) => kind === "shown").length;
  const { alpha, hiddenBelow } = released.mechanism;
  const ghosts = expectedGhosts(alpha, released.shown.values.length, hiddenBelow);
  const allHidden = released.shown.values.every((value) => value === undefined);
  return (
    <>
      <MeasureSelect model={model} />
      {figures.broken ? <p role="alert">{say("broken")}</p> : null}
      {figures.lack ? <Lacking lack={figures.lack} model={model} released={released} /> : null}
      {allHidden ? <AllHidden released={released} /> : null}
      <Picked {...props} />
      <p role="status" className="mobility-note">
        {figures.working ? say("working") : say("shownCount", { count: known, all: figures.figures.length })}
        {". "}
        {ghosts >= 0.5 ? `${say("ghosts", { count: Math.round(ghosts) })} ` : null}
        {say("unitLine", { unit: unitInWords(say, figures.measure, figures.counts) })}
      </p>
      <FiguresTable
        released={released}
        figures={figures}
        nameOf={nameOf}
        selected={model.state.leaf}
        onSelect={(leaf) => model.change({ leaf })}
      />
    </>
  );
}

function Picked({ model, released, figures, nameOf }: PartProps) {
  const say = useMobilityWords();
  const { index, hours } = released.shown;
  const at = index.indexOfId.get(model.state.leaf ?? -1) ?? -1;
  const [leaf, figure] = [index.leaves[at], figures.figures[at]];
  if (!leaf || !figure) return null;
  return (
    <section className="mobility-picked" aria-label={nameOf(leaf)}>
      <div className="mobility-picked-head">
        <h2>{nameOf(leaf)}</h2>
        <CloseButton aria-label={say("close")} size="lg" onClick={() => model.change({ leaf: undefined })} />
      </div>
      <Size leaf={leaf} hours={hours[at] ?? 0} />
      <Value figure={figure} figures={figures} />
    </section>
  );
}

function Size({ leaf, hours }: { readonly leaf: Leaf; readonly hours: number }) {
  const say = useMobilityWords();
  const format = useFormat();
  const [only, ...others] = leaf.squares;
  const effort = Math.round(hours);
  const size =
    only && others.length === 0
      ? `${say("size", { size: only.sizeKm })} · ${shortCode(only.square)}`
      : say("sizeMany", { count: leaf.squares.length, area: leaf.areaKm2 });
  return (
    <p className="mobility-note">
      {size} · {say("hours", { count: effort, hours: format.number(effort) })}
    </p>
  );
}

function Value({ figure, figures }: { readonly figure: LeafFigure; readonly figures: Figures }) {
  const say = useMobilityWords();
  const format = useFormat();
  const { measure, counts } = figures;
  const verdict = verdictInWords(say, measure, figure);
  if (figure.kind !== "shown")
    return <p className="mobility-picked-value">{figureInWords(say, format, figure)}</p>;
  return (
    <>
      <p className="mobility-picked-value">
        <strong>{figureInWords(say, format, figure)}</strong> {unitInWords(say, measure, counts)}
      </p>
      <p className="mobility-note">
        {say("intervalLine", { interval: intervalInWords(say, format, figure) })}
        {verdict === "" ? null : ` · ${verdict}`}
      </p>
    </>
  );
}
