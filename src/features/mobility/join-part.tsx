import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { gridOf } from "../../data/me.ts";
import { useStore } from "../../data/store.ts";
import { loadAreas } from "../../map/areas.ts";
import { useFormat } from "../../ui/format.ts";
import { FigureButtons } from "./export-buttons.tsx";
import { ChooseTable, ReadingTable, RefusedTable } from "./join-choose.tsx";
import { JoinColumns, JoinFate } from "./join-columns.tsx";
import { JoinDownload } from "./join-download.tsx";
import { joinRows, placesOf } from "./join-figures.ts";
import { chooseTable, type JoinReady, type JoinState, joinJob, leaveTable } from "./join-job.ts";
import { JoinTable } from "./join-table.tsx";
import type { PartProps } from "./parts.tsx";
import { useJoinWords } from "./use-join-words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** Open data beside released values: a table that stays in the browser, and the ratio to what it counts. */
export function JoinPart(props: PartProps) {
  const say = useJoinWords();
  const mobility = useMobilityWords();
  const state = useStore(joinJob);
  const choose = useChoose(props);
  return (
    <>
      <h2>{mobility("part_join")}</h2>
      {state.kind === "ready" ? null : <p className="mobility-note">{say("help")}</p>}
      {state.kind === "reading" ? (
        <ReadingTable file={state.file} />
      ) : (
        <ChooseTable onFile={(file) => void choose(file)} again={state.kind === "ready"} />
      )}
      <Stage {...props} state={state} />
    </>
  );
}

function Stage({ state, ...props }: PartProps & { readonly state: JoinState }) {
  const say = useJoinWords();
  if (state.kind === "refused") return <RefusedTable file={state.file} error={state.error} />;
  if (state.kind === "unknown") {
    const names = state.offer.columns.map(({ name }) => name).join(" · ");
    return (
      <div role="alert">
        <p>{say(state.offer.keys.length === 0 ? "noKey" : "noNumber")}</p>
        <p className="mobility-note">{say("columnsFound", { names })}</p>
      </div>
    );
  }
  return state.kind === "ready" ? <Joined {...props} joined={state} /> : null;
}

function Joined({ joined, ...props }: PartProps & { readonly joined: JoinReady }) {
  const say = useJoinWords();
  const format = useFormat();
  const { released } = props;
  const { choice, fate, bases } = joined;
  const rows = useMemo(() => joinRows(released, bases), [released, bases]);
  const column = choice.value.name;
  const { starts_on: from, ends_on: to } = released.shown.window;
  return (
    <>
      <JoinColumns joined={joined} />
      <JoinFate fate={fate} />
      {fate.used === 0 ? (
        <p role="alert">{say("nothing")}</p>
      ) : (
        <>
          <p className="mobility-note">
            {say(choice.kind === "square" ? "how_square" : "how_commune")} {say("caution")}
          </p>
          <JoinTable
            {...props}
            rows={rows}
            column={column}
            caption={say("caption", { column, quarter: format.shortRange(from, to) })}
          />
          <Group gap="xs">
            <JoinDownload {...props} joined={joined} rows={rows} />
            <FigureButtons
              {...props}
              title={say("mapTitle", { column })}
              note={say("tableSource", { file: joined.file, column })}
            />
          </Group>
        </>
      )}
      <div>
        <Button variant="subtle" onClick={leaveTable}>
          {say("leave")}
        </Button>
      </div>
    </>
  );
}

/** Reads a file against the leaves of every season, and the communes that the background was built with. */
function useChoose({ member, released }: PartProps): (file: File) => Promise<void> {
  const areas = useQuery({ queryKey: ["areas"], queryFn: loadAreas, staleTime: Number.POSITIVE_INFINITY });
  const { indexes } = released;
  return async (file) => {
    const grid = gridOf(member.organisation);
    // A file chosen at once does not wait in vain: the background's communes may still be on their way.
    const known = (areas.data ?? (await loadAreas())).map(({ code, geometry }) => ({ code, geometry }));
    await chooseTable(file, { grid, places: placesOf(indexes), areas: known });
  };
}
