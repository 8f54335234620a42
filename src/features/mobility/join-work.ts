import { type AreaKm, joinAreas, joinCells, withWholeCities } from "../../domain/open-data.ts";
import { fail, type Outcome, succeed } from "../../domain/outcome.ts";
import { areasInKm } from "../../exchange/areas-km.ts";
import type { Grid } from "../../exchange/mapping.ts";
import { type OpenTable, openOpenData } from "../../exchange/open-data.ts";
import { type OpenKeyKind, offerOf } from "../../exchange/open-data-keys.ts";
import { byCell, type OpenValues, takeOpenData } from "../../exchange/open-data-take.ts";
import { paceOf } from "../../exchange/pace.ts";
import type { JoinError, JoinQuestion, JoinQuestions } from "./join-protocol.ts";

type Answers<Name extends JoinQuestion> = Promise<Outcome<JoinQuestions[Name]["answer"], JoinError>>;

/** Reads one table of open data and joins it to places. Works in a worker; nothing here contacts anything. */
export class JoinWork {
  readonly #tell: (part: number) => void;
  #table: OpenTable | undefined;
  #grid: Grid | undefined;
  #cells: ReadonlySet<string> = new Set();
  #areas: readonly AreaKm[] = [];
  #kind: OpenKeyKind = "square";
  #values: OpenValues | undefined;

  constructor(tell: (part: number) => void) {
    this.#tell = tell;
  }

  async open({ file, grid, places, areas }: JoinQuestions["open"]["ask"]): Answers<"open"> {
    const bytes = await bytesOf(file);
    if (!bytes) return fail("file_gone");
    this.#table = await openOpenData(bytes, this.#pace());
    this.#grid = grid;
    this.#cells = new Set(places.flatMap(({ cells }) => cells.map(String)));
    this.#areas = withWholeCities(areasInKm(areas, grid));
    const codes = this.#codes();
    return succeed(offerOf(this.#table, grid, (code) => codes.has(code)));
  }

  async take({ choice }: JoinQuestions["take"]["ask"]): Answers<"take"> {
    if (!this.#table || !this.#grid) return fail("reader_broken");
    if (choice.kind === "commune" && this.#areas.length === 0) return fail("no_areas");
    const known = choice.kind === "square" ? this.#cells : this.#codes();
    const territory = { grid: this.#grid, has: (place: string) => known.has(place) };
    const taken = await takeOpenData(this.#table, choice, territory, this.#pace());
    if (!taken.ok) return taken;
    this.#kind = choice.kind;
    this.#values = taken.value;
    return succeed(taken.value.fate);
  }

  async join({ places }: JoinQuestions["join"]["ask"]): Answers<"join"> {
    if (!this.#values) return fail("reader_broken");
    return succeed(
      this.#kind === "square"
        ? joinCells(byCell(this.#values), places)
        : joinAreas(this.#values.byPlace, this.#areas, places),
    );
  }

  #codes(): ReadonlySet<string> {
    return new Set(this.#areas.map(({ code }) => code));
  }

  #pace() {
    return paceOf(({ done, total }) => this.#tell(total === 0 ? 0 : done / total));
  }
}

/** The bytes of a file, or undefined when it was moved, changed or withdrawn since it was chosen. */
async function bytesOf(file: File): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
