import type { ReactNode } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { Minutes, Mode } from "../../domain/round.ts";
import type { SafetyCode } from "../../domain/week-rounds.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { useFormat } from "../../ui/format.ts";
import { sheetLayout } from "./sheet-layout.ts";

import { useSheetWords } from "./use-sheet-words.ts";
import "./sheet.css";

/** A place to go, as paper may name it. */
interface SheetStop {
  readonly cell: Cell;
  readonly name: string;
  /** From the place before. */
  readonly travel: Minutes;
}

/**
 * All that a printed sheet holds, and thus all that whoever finds one learns: no count, no reason, no minutes per
 * stop, no site, no alert, and no time of return, from which the stays could be told (privacy.md, "Coverage").
 */
export interface SheetFacts {
  readonly association: string;
  readonly fictitious: boolean;
  readonly number: string;
  readonly team: string;
  readonly sector: string | null;
  /** "mercredi 9 décembre, soir". */
  readonly when: string;
  readonly leavesAt: Minutes;
  readonly mode: Mode;
  readonly start: string;
  readonly stops: readonly SheetStop[];
  readonly end: { readonly name: string; readonly travel: Minutes; readonly isStart: boolean };
  readonly phones: { readonly onCall: string; readonly coordination: string };
  readonly notes: readonly SafetyCode[];
}

export interface SheetProps {
  readonly facts: SheetFacts;
  readonly copy: number;
  readonly copies: number;
  /** Draws the map in a frame of these mm; nothing where there is no stop to draw. */
  readonly map: (widthMm: number, heightMm: number) => ReactNode;
}

/** One A4 page for one round: black on white, numbered, to be collected and destroyed. */
export function Sheet({ facts, copy, copies, map }: SheetProps) {
  const { mapWidth, mapHeight, columns } = sheetLayout(facts.stops.length + 2, facts.notes.length);
  return (
    <article className="sheet">
      <SheetHead facts={facts} copy={copy} copies={copies} />
      <div className="sheet-map" style={{ height: `${mapHeight}mm` }}>
        {map(mapWidth, mapHeight)}
      </div>
      <SheetOrder facts={facts} columns={columns} />
      <div className="sheet-bottom">
        <SheetContacts phones={facts.phones} />
        <SheetNotes notes={facts.notes} />
      </div>
      <SheetFoot />
    </article>
  );
}

function SheetHead({ facts, copy, copies }: Omit<SheetProps, "map">) {
  const say = useSheetWords();
  const format = useFormat();
  const numbered = [say("number", { number: facts.number }), say("copyOf", { copy, copies })].join(", ");
  return (
    <header className="sheet-head">
      <p className="sheet-line">
        <span>{facts.association}</span>
        <strong>{numbered}</strong>
      </p>
      <h1>
        {say("title")} <span>{facts.when}</span>
      </h1>
      {facts.fictitious ? <p className="sheet-invented">{say("fictitious")}</p> : null}
      <dl>
        <Fact name={say("team")} value={facts.team} />
        {facts.sector === null ? null : <Fact name={say("sector")} value={facts.sector} />}
        <Fact name={say("leaves")} value={format.clock(facts.leavesAt)} />
        <Fact name={say("mode")} value={say(facts.mode)} />
      </dl>
    </header>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function SheetOrder({ facts, columns }: { readonly facts: SheetFacts; readonly columns: number }) {
  const say = useSheetWords();
  const { start, stops, end } = facts;
  const travel = (minutes: Minutes) => say("travel", { count: Math.round(minutes) });
  if (stops.length === 0) return <p className="sheet-empty">{say("noStop")}</p>;
  return (
    <section>
      <h2>{say("order")}</h2>
      <ol className="sheet-order" style={{ columns }}>
        <li>
          <span className="sheet-mark">{say("start")}</span>
          <span className="sheet-place">{`${say("startWord")}, ${start}`}</span>
        </li>
        {stops.map(({ cell, name, travel: minutes }, at) => (
          <li key={cell}>
            <span className="sheet-mark" data-round="true">
              {at + 1}
            </span>
            <span className="sheet-place">
              {name} <small>{shortCode(cell)}</small>
            </span>
            <span className="sheet-travel">{travel(minutes)}</span>
          </li>
        ))}
        <li>
          <span className="sheet-mark">{say(end.isStart ? "start" : "end")}</span>
          <span className="sheet-place">
            {end.isStart ? say("backWord") : `${say("endWord")}, ${end.name}`}
          </span>
          <span className="sheet-travel">{travel(end.travel)}</span>
        </li>
      </ol>
    </section>
  );
}

function SheetContacts({ phones }: { readonly phones: SheetFacts["phones"] }) {
  const say = useSheetWords();
  return (
    <section className="sheet-contacts">
      <h2>{say("contacts")}</h2>
      {(["onCall", "coordination"] as const).map((kind) => (
        <p key={kind}>
          {say(kind)} <strong>{phones[kind] || <Blank label={say("blank")} />}</strong>
        </p>
      ))}
      <p>{say("emergencies")}</p>
      <p>{say("childHelp")}</p>
    </section>
  );
}

function Blank({ label }: { readonly label: string }) {
  return (
    <span className="sheet-blank">
      <span className="rp-hidden">{label}</span>
    </span>
  );
}

function SheetNotes({ notes }: { readonly notes: readonly SafetyCode[] }) {
  const say = useSheetWords();
  if (notes.length === 0) return null;
  return (
    <section className="sheet-notes">
      <h2>{say("safety")}</h2>
      <ul>
        {notes.map((note) => (
          <li key={note}>{say(note)}</li>
        ))}
      </ul>
    </section>
  );
}

function SheetFoot() {
  const say = useSheetWords();
  return (
    <footer className="sheet-foot">
      <p>
        <strong>{say("collect")}</strong>
      </p>
      <p className="sheet-hands">
        {(["given", "returned", "destroyed"] as const).map((word) => (
          <span key={word}>
            {say(word)} <span className="sheet-blank" />
          </span>
        ))}
      </p>
    </footer>
  );
}
