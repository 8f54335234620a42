import { Button, NativeSelect } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { MapScreen } from "../../ui/map-screen.tsx";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { Filters } from "./filters.tsx";
import { Legend } from "./legend.tsx";
import { MemoryBox } from "./memory-box.tsx";
import { PickedZone } from "./picked-zone.tsx";
import { weekToPropose } from "./targets.ts";
import { type Adding, useAdding } from "./use-adding.ts";
import { type Unreached, useUnreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";
import { ZoneTable } from "./zone-table.tsx";
import "./unreached.css";

/** MapLibre and deck.gl come while the first answers do. */
const UnreachedMap = lazy(async () => ({ default: (await import("./unreached-map.tsx")).UnreachedMap }));

interface UnreachedScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Zones non atteintes: where nobody has been, in which order to go, and why. */
export function UnreachedScreen({ member, links }: UnreachedScreenProps) {
  const say = useUnreachedWords();
  const unreached = useUnreached(member);
  if (unreached.kind === "waiting") return <Waiting />;
  if (unreached.kind === "failed") return <Failure code={unreached.error} retry={unreached.retry} />;
  if (unreached.value.own.length === 0) {
    return (
      <Empty
        order={1}
        title={say("noSectorTitle")}
        action={
          <Button component={Link} href={`${links.team}?vue=secteurs&secteur=nouveau`}>
            {say("drawSector")}
          </Button>
        }
      >
        {say("noSector")}
      </Empty>
    );
  }
  return <Room member={member} links={links} unreached={unreached.value} />;
}

function Room({ member, links, unreached }: UnreachedScreenProps & { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  const sayUi = useUiWords();
  const adding = useAdding(member, unreached);
  const [failure, setFailure] = useState<MapFailure>();
  const propose = `${links.rounds}?semaine=${weekToPropose(member.organisation.today)}&proposer=1`;
  return (
    <>
      <p className="unreached-no-print">{say("noPrint")}</p>
      <MapScreen
        panelTitle={say("title")}
        startsOpen={failure !== undefined}
        opensFor={unreached.address.cell}
        map={
          <>
            <h1 className="rp-hidden">{say("title")}</h1>
            {failure ? (
              <p className="unreached-none" role="alert">
                {sayUi("noMap")}
              </p>
            ) : (
              <Suspense fallback={null}>
                <UnreachedMap unreached={unreached} onUnavailable={setFailure} />
              </Suspense>
            )}
          </>
        }
        legend={<Legend unreached={unreached} />}
        panel={<Panel member={member} unreached={unreached} adding={adding} />}
        foot={
          <Button
            component={Link}
            href={propose}
            fullWidth
            leftSection={<IconSparkles aria-hidden size={18} />}
          >
            {say("propose")}
          </Button>
        }
      />
    </>
  );
}

interface PanelProps {
  readonly member: Member;
  readonly unreached: Unreached;
  readonly adding: Adding;
}

function Panel({ member, unreached, adding }: PanelProps) {
  const say = useUnreachedWords();
  const { picked, shown } = unreached;
  return (
    <div className="unreached-panel">
      <Filters unreached={unreached} />
      {member.has.record ? null : <p className="unreached-note">{say("noRecord")}</p>}
      <MemoryBox unreached={unreached} />
      {picked ? <PickedZone unreached={unreached} picked={picked} adding={adding} /> : null}
      {adding.failed ? (
        <Failure code={adding.failed.error} kept={say("addFailed")} retry={adding.failed.retry} />
      ) : (
        <NativeSelect
          label={say("addTo")}
          value={adding.chosen}
          data={[...adding.options]}
          onChange={({ currentTarget }) => adding.choose(currentTarget.value)}
        />
      )}
      <p className="unreached-note" role="status">
        {say("listCount", { count: shown.length })}
        {picked ? null : `. ${say("pick")}`}
      </p>
      <ZoneTable unreached={unreached} adding={adding} />
    </div>
  );
}
