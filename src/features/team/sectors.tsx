import { type ReactNode, useMemo, useState } from "react";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchSectors, type Sector } from "../../data/sectors.ts";
import { useStore } from "../../data/store.ts";
import { fetchTeams, type Team } from "../../data/team.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { mapGrid, regionOf } from "../../map/map-grid.ts";
import { Failure } from "../../ui/failure.tsx";
import { MapScreen } from "../../ui/map-screen.tsx";
import { useUrlState } from "../../ui/url-state.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { leavingSectors } from "./deleted-sectors.ts";
import { SectorForm } from "./sector-form.tsx";
import { SectorList } from "./sector-list.tsx";
import { SectorMap } from "./sector-map.tsx";
import { teamAddress } from "./team-address.ts";
import { useDraft } from "./use-draft.ts";
import { useTeamWords } from "./use-team-words.ts";
import "./team.css";

interface SectorsProps {
  readonly member: Member;
  /** The other parts of the admin's screen. */
  readonly tabs?: ReactNode;
}

/** Secteurs: the map of all sectors, their list, and one of them being drawn. */
export function Sectors({ member, tabs }: SectorsProps) {
  const teams = useAnswer(["teams"], fetchTeams);
  const sectors = useAnswer(["sectors"], fetchSectors);
  if (teams.kind === "failed") return <Failure code={teams.error} retry={teams.retry} />;
  if (sectors.kind === "failed") return <Failure code={sectors.error} retry={sectors.retry} />;
  if (teams.kind === "waiting" || sectors.kind === "waiting") return <Waiting />;
  return <SectorRoom member={member} tabs={tabs} teams={teams.value} sectors={sectors.value} />;
}

function SectorRoom({
  member,
  tabs,
  teams,
  sectors,
}: SectorsProps & { readonly teams: readonly Team[]; readonly sectors: readonly Sector[] }) {
  const say = useTeamWords();
  const [{ sector: id }] = useUrlState(teamAddress);
  const [picked, setPicked] = useState<string>();
  const leaving = useStore(leavingSectors);
  const there = useMemo(() => sectors.filter((each) => !leaving.has(each.id)), [sectors, leaving]);
  const { organisation } = member;
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(organisation);
    return mapGrid(definition, proj4);
  }, [organisation]);
  // Another region than France: look there, not at Paris, until something is drawn.
  const home = useMemo(() => regionOf(organisation.grid.proj4), [organisation]);
  const own = member.role === "lead" ? member.teamId : null;
  const sole = own ?? (teams.length === 1 ? (teams[0]?.id ?? null) : null);
  const drawing = useDraft(id, there, sole);
  const map = (
    <SectorMap grid={grid} home={home} sectors={there} drawing={drawing} picked={picked} onPick={setPicked} />
  );
  const shared = { sectors: there, teams, own };
  return (
    <MapScreen
      map={
        <>
          <h1 className="rp-hidden">{say("sectors")}</h1>
          {map}
        </>
      }
      panelTitle={say("sectors")}
      startsOpen={there.length === 0}
      panel={
        <div className="team-panel">
          {tabs}
          {id ? (
            <SectorForm key={id} id={id} grid={grid} drawing={drawing} {...shared} />
          ) : (
            <SectorList picked={picked} onPick={setPicked} {...shared} />
          )}
        </div>
      }
    />
  );
}
