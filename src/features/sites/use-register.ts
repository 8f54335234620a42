import { useCallback, useMemo, useState } from "react";
import type { CallError } from "../../data/call.ts";
import { readConfig } from "../../data/client.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchSectors } from "../../data/sectors.ts";
import { type OpenedSites, openSites } from "../../data/site-register.ts";
import { makeStore, useStore } from "../../data/store.ts";
import { type Answer, useAnswer } from "../../data/use-answer.ts";
import { type Cell, coarsen } from "../../domain/grid.ts";
import { succeed } from "../../domain/outcome.ts";
import type { Site } from "../../domain/site.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { type CellName, useCellNames } from "../../map/use-cell-names.ts";
import { useLanguage } from "../../ui/words.ts";

/** What is being done in the register. */
type Doing =
  | "reading"
  | "adding"
  | { readonly changing: Site }
  | { readonly telling: Site }
  | { readonly merging: Site };

/** Districts opened in this session, in memory alone; signing out forgets them. */
const openedDistricts = makeStore<ReadonlyMap<Cell, OpenedSites>>(new Map());

/** The register of living sites: districts, the one that is chosen, and what was opened of it. */
export interface Register {
  readonly grid: MapGrid;
  readonly styleUrl: string | undefined;
  readonly nameOf: CellName;
  /** A district by the place at its middle. */
  readonly districtName: (district: Cell) => string;
  readonly districts: readonly Cell[];
  readonly district: Cell | undefined;
  readonly choose: (district: Cell | undefined) => void;
  readonly opened: OpenedSites | undefined;
  readonly open: () => Promise<CallError | undefined>;
  readonly doing: Doing;
  readonly begin: (doing: Doing) => void;
  /** The cell of the form. */
  readonly cell: Cell | undefined;
  readonly chooseCell: (cell: Cell | undefined) => void;
  /** Changes the opened list as the server did: opening it anew would cost openings. */
  readonly change: (edit: (sites: readonly Site[]) => readonly Site[]) => void;
  /** Puts a written site among those opened of its district, and goes there. */
  readonly place: (site: Site) => void;
}

/** Gathers the register; nothing of it is asked before a district is opened. */
export function useRegister(member: Member): Answer<Register> {
  const [language] = useLanguage();
  const sectors = useAnswer(["sectors"], fetchSectors);
  const config = useAnswer(["config"], async () => succeed(await readConfig()), { freshMs: Infinity });
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member]);
  const nameOf = useCellNames(grid, language);
  const districts = useMemo(
    () => (sectors.kind === "ready" ? districtsOf(sectors.value.flatMap(({ cells }) => cells)) : []),
    [sectors],
  );
  const work = useWork();
  if (sectors.kind !== "ready") return sectors;
  const style = config.kind === "ready" ? config.value.style : "";
  const districtName = (district: Cell) => nameOf(middleOf(district));
  return {
    kind: "ready",
    refreshing: false,
    value: { grid, nameOf, districtName, districts, ...work, styleUrl: style === "" ? undefined : style },
  };
}

function useWork() {
  const all = useStore(openedDistricts);
  const [district, setDistrict] = useState<Cell>();
  const [doing, setDoing] = useState<Doing>("reading");
  const [cell, chooseCell] = useState<Cell>();
  const choose = useCallback((next: Cell | undefined) => {
    setDistrict(next);
    setDoing("reading");
  }, []);
  const begin = useCallback((next: Doing) => {
    setDoing(next);
    chooseCell(typeof next === "object" && "changing" in next ? next.changing.cell : undefined);
  }, []);
  const keep = (at: Cell, sites: OpenedSites) =>
    openedDistricts.set(new Map([...openedDistricts.get(), [at, sites]]));
  const open = async () => {
    if (district === undefined) return undefined;
    const outcome = await openSites(district);
    if (outcome.ok) keep(district, outcome.value);
    return outcome.ok ? undefined : outcome.error;
  };
  const opened = district === undefined ? undefined : all.get(district);
  const change = (edit: (sites: readonly Site[]) => readonly Site[]) => {
    if (district === undefined || !opened) return;
    keep(district, { ...opened, sites: edit(opened.sites) });
  };
  const place = (site: Site) => {
    const home = coarsen(site.cell, 8);
    openedDistricts.set(withSite(openedDistricts.get(), site));
    if (home !== district) choose(home);
  };
  return { district, choose, opened, open, doing, begin, cell, chooseCell, change, place };
}

/** The opened districts with a site in its own, as far as that one is opened, and in no other. */
export function withSite(opened: ReadonlyMap<Cell, OpenedSites>, site: Site): ReadonlyMap<Cell, OpenedSites> {
  return new Map(
    [...opened].map(([district, { sites, ...rest }]) => {
      const others = sites.filter(({ id }) => id !== site.id);
      const isHome = coarsen(site.cell, 8) === district;
      return [district, { ...rest, sites: isHome ? [...others, site] : others }];
    }),
  );
}

/** The 8 km squares that hold cells, from north to south and west to east. */
export function districtsOf(cells: readonly Cell[]): readonly Cell[] {
  return [...new Set(cells.map((cell) => coarsen(cell, 8)))].toSorted((one, other) => {
    const [north, south] = [Math.floor(other / 10_000), Math.floor(one / 10_000)];
    return north - south || one - other;
  });
}

/** A cell at the middle of a district. */
function middleOf(district: Cell): Cell {
  return (district + 40_004) as Cell;
}
