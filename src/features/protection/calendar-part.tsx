import { Button, Group, Select, Stack, Text } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { type CalendarWindow, fetchWindowCalendar, WINDOW_STATES } from "../../data/window-calendar.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { type UrlCodec, useUrlState } from "../../ui/url-state.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { CalendarDrawing } from "./calendar-drawing.tsx";
import { linesOf } from "./calendar-lines.ts";
import { Section } from "./section.tsx";
import { useCalendarWords } from "./use-calendar-words.ts";
import { useLineName } from "./use-line-name.ts";
import { Wide } from "./wide.tsx";

/** Which windows the table lists. */
const address: UrlCodec<{ readonly state: CalendarWindow["state"] | undefined }> = {
  read: (params) => ({ state: WINDOW_STATES.find((state) => state === params.get("etat")) }),
  write: ({ state }) => new URLSearchParams(state ? { etat: state } : {}),
};

/** The calendar of windows: due, published, withdrawn; drawn over time and as a table. */
export function CalendarPart({ member }: { readonly member: Member }) {
  const say = useCalendarWords();
  const answer = useAnswer(["window_calendar"], fetchWindowCalendar);
  return (
    <Section id="calendrier" title={say("title")} help={say("help")}>
      {answer.kind === "waiting" ? <Waiting /> : null}
      {answer.kind === "failed" ? <Failure code={answer.error} retry={answer.retry} /> : null}
      {answer.kind === "ready" ? (
        <Calendar windows={answer.value} timeZone={member.organisation.time_zone} />
      ) : null}
    </Section>
  );
}

interface CalendarProps {
  readonly windows: readonly CalendarWindow[];
  readonly timeZone: string;
}

function Calendar({ windows, timeZone }: CalendarProps) {
  const say = useCalendarWords();
  const [{ state }, go] = useUrlState(address);
  const lines = linesOf(windows);
  if (!lines) return <Empty title={say("noneTitle")}>{say("none")}</Empty>;
  const count = (of: CalendarWindow["state"]) => windows.filter((each) => each.state === of).length;
  return (
    <Stack gap="lg">
      <Text>
        {say("countDue", { count: count("due") })} · {say("countPublished", { count: count("published") })} ·{" "}
        {say("countWithdrawn", { count: count("withdrawn") })}
      </Text>
      <CalendarDrawing {...lines} />
      <Group align="flex-end" justify="space-between">
        <Select
          label={say("state")}
          data={[
            { value: "all", label: say("any") },
            ...WINDOW_STATES.map((each) => ({ value: each, label: say(each) })),
          ]}
          value={state ?? "all"}
          onChange={(value) => go({ state: WINDOW_STATES.find((each) => each === value) })}
          allowDeselect={false}
          w="16rem"
        />
      </Group>
      <ChosenWindows
        windows={state ? windows.filter((each) => each.state === state) : windows}
        timeZone={timeZone}
        showAll={() => go({ state: undefined })}
      />
      <Text size="xs" c="dimmed">
        {say("leavesHelp")}
      </Text>
    </Stack>
  );
}

function ChosenWindows({ showAll, ...chosen }: CalendarProps & { readonly showAll: () => void }) {
  const say = useCalendarWords();
  if (chosen.windows.length > 0) return <WindowTable {...chosen} />;
  return (
    <Group gap="sm">
      <Text>{say("noneInState")}</Text>
      <Button variant="default" size="sm" onClick={showAll}>
        {say("showAll")}
      </Button>
    </Group>
  );
}

function WindowTable({ windows, timeZone }: CalendarProps) {
  const say = useCalendarWords();
  const format = useFormat();
  const name = useLineName();
  const dateOf = ({ due_on: due, published_at: out }: CalendarWindow) => {
    if (out) return say("publishedAt", { when: format.moment(out, timeZone) });
    return due ? say("dueOn", { day: format.shortDay(due) }) : "";
  };
  return (
    <Wide>
      <DataTable
        caption={say("title")}
        rows={windows}
        rowKey={({ layer, tier, team, starts_on }) => `${layer} ${tier} ${team} ${starts_on}`}
        start={{ key: "period", down: true }}
        page={30}
        columns={[
          {
            key: "period",
            title: say("period"),
            value: ({ ends_on, starts_on }) => `${ends_on} ${starts_on}`,
            show: ({ starts_on, ends_on }) => format.shortRange(starts_on, ends_on),
            copy: ({ starts_on, ends_on }) => `${starts_on} – ${ends_on}`,
          },
          { key: "who", title: say("who"), value: (each) => name(each) },
          { key: "state", title: say("state"), value: ({ state }) => say(state) },
          {
            key: "when",
            title: say("when"),
            value: ({ due_on, published_at }) => published_at ?? due_on ?? "",
            show: dateOf,
            copy: dateOf,
          },
          {
            key: "leaves",
            title: say("leaves"),
            numeric: true,
            value: ({ shown_leaves }) => shown_leaves ?? -1,
            show: ({ shown_leaves: shown }) => (shown === null ? say("notSaid") : format.number(shown)),
            copy: ({ shown_leaves: shown }) => (shown === null ? say("notSaid") : String(shown)),
          },
        ]}
      />
    </Wide>
  );
}
