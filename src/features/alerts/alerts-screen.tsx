import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { daysBetween } from "../../domain/slot.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { MapScreen } from "../../ui/map-screen.tsx";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { AlertCard } from "./alert-card.tsx";
import { AlertForm } from "./alert-form.tsx";
import { AlertLinks } from "./alert-links.tsx";
import { ClosedList } from "./closed-list.tsx";
import { useAlertsWords } from "./use-alerts-words.ts";
import { type AlertDesk, useDesk } from "./use-desk.ts";
import "./alerts.css";

const AlertMap = lazy(async () => ({ default: (await import("./alert-map.tsx")).AlertMap }));

interface AlertsScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Alertes terrain: tips that wait for a round, what became of them, and the partners' links. */
export function AlertsScreen({ member, links }: AlertsScreenProps) {
  const desk = useDesk(member);
  if (desk.kind === "waiting") return <Waiting />;
  if (desk.kind === "failed") return <Failure code={desk.error} retry={desk.retry} />;
  return <Room member={member} links={links} desk={desk.value} />;
}

function Room({ member, links, desk }: AlertsScreenProps & { readonly desk: AlertDesk }) {
  const say = useAlertsWords();
  const sayUi = useUiWords();
  const [failure, setFailure] = useState<MapFailure>();
  const waiting = useMemo(() => desk.alerts.filter(({ outcome }) => outcome === null), [desk.alerts]);
  const cells = useMemo(() => waiting.flatMap(({ cell }) => (cell === null ? [] : [cell])), [waiting]);
  const isWriting = desk.doing !== "reading";
  return (
    <>
      <p className="alerts-no-print">{say("noPrint")}</p>
      <MapScreen
        panelTitle={say("title")}
        startsOpen
        opensFor={isWriting ? "form" : undefined}
        map={
          <>
            <h1 className="rp-hidden">{say("title")}</h1>
            {failure ? (
              <p role="alert">{sayUi("noMap")}</p>
            ) : (
              <Suspense fallback={null}>
                <AlertMap
                  title={say("map")}
                  grid={desk.grid}
                  nameOf={desk.nameOf}
                  cells={cells}
                  chosen={desk.cell}
                  onPick={desk.choose}
                  onUnavailable={setFailure}
                  styleUrl={desk.styleUrl}
                />
              </Suspense>
            )}
          </>
        }
        panel={
          <div className="alerts-panel">
            {isWriting ? (
              <AlertForm
                key={typeof desk.doing === "object" ? desk.doing.changing.id : "new"}
                desk={desk}
                alert={typeof desk.doing === "object" ? desk.doing.changing : undefined}
              />
            ) : (
              <Reading member={member} links={links} desk={desk} waiting={waiting} />
            )}
          </div>
        }
        foot={
          isWriting ? undefined : (
            <Button fullWidth leftSection={<IconPlus aria-hidden size={18} />} onClick={() => desk.begin()}>
              {say("newAlert")}
            </Button>
          )
        }
      />
    </>
  );
}

/** How many press: due by tomorrow, as the badge of the navigation counts them, and overdue. */
function Pressing({ waiting, today }: { readonly waiting: AlertDesk["alerts"]; readonly today: string }) {
  const say = useAlertsWords();
  const due = waiting.filter(({ due_on }) => daysBetween(today, due_on) <= 1).length;
  const overdue = waiting.filter((alert) => alert.overdue).length;
  if (due === 0) return null;
  return (
    <p className="alerts-pressing">
      {[say("pressing", { count: due }), overdue > 0 ? say("ofThemOverdue", { count: overdue }) : ""]
        .filter(Boolean)
        .join(", ")}
    </p>
  );
}

function Reading({
  member,
  links,
  desk,
  waiting,
}: AlertsScreenProps & { readonly desk: AlertDesk; readonly waiting: AlertDesk["alerts"] }) {
  const say = useAlertsWords();
  return (
    <>
      <Text size="sm" c="dimmed">
        {say("audited")}
      </Text>
      {waiting.length === 0 ? (
        <Empty title={say("none")}>{say("noneHelp")}</Empty>
      ) : (
        <>
          <h2>{say("waiting", { count: waiting.length })}</h2>
          <Pressing waiting={waiting} today={desk.today} />
          {waiting.map((alert) => (
            <AlertCard key={alert.id} alert={alert} desk={desk} links={links} />
          ))}
        </>
      )}
      <ClosedList desk={desk} />
      <AlertLinks member={member} />
    </>
  );
}
