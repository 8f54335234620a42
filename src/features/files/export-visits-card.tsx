import { Button, Group, Paper, Select, Text, TextInput, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { exportVisits } from "../../data/exports.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { addDays, type ServiceDate } from "../../domain/slot.ts";
import type { VisitsWords } from "../../exchange/export-visits.ts";
import { mapGrid } from "../../map/map-grid.ts";
import { useCellNames } from "../../map/use-cell-names.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { useLanguage } from "../../ui/words.ts";
import { VISIT_FORMATS, type VisitFormat, visitsFile } from "./export-files.ts";
import { isPeriod, type Period } from "./export-period.ts";
import { useExportWords } from "./use-files-words.ts";

/** Days that are offered first: the 26 weeks that coverage shows. */
const USUAL_DAYS = 182;

/** Rounds that were done and the cells they visited, as a file. */
export function ExportVisitsCard({ member }: { readonly member: Member }) {
  const say = useExportWords();
  const failure = useFailureWords();
  const { today } = member.organisation;
  const [period, setPeriod] = useState<Period>({
    from: addDays(today as ServiceDate, -USUAL_DAYS),
    to: today,
  });
  const [format, setFormat] = useState<VisitFormat>("xlsx");
  const [busy, setBusy] = useState(false);
  const words = useVisitsWords(member, period);
  const isGood = isPeriod(period);
  const download = async () => {
    setBusy(true);
    const exported = await exportVisits(period);
    setBusy(false);
    if (!exported.ok) return toast(failure(exported.error), "failed");
    const { rounds, visits } = exported.value;
    if (rounds.length === 0) return toast(say("nothing"));
    const file = visitsFile(format, exported.value, gridOf(member.organisation), words);
    saveAs(file, `${say("visitsName", { ...period })}.${format === "xlsx" ? "xlsx" : "csv"}`);
    toast(
      say("doneVisits", {
        rounds: say("rounds", { count: rounds.length }),
        visits: say("visits", { count: visits.length }),
      }),
    );
  };
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="export-passages">
      <Title order={3} id="export-passages">
        {say("visitsTitle")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {say("visitsHelp")}
      </Text>
      <Group align="flex-end" gap="sm">
        {(["from", "to"] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={say(end)}
            max={today}
            flex="1 1 9rem"
            value={period[end]}
            onChange={(event) => setPeriod({ ...period, [end]: event.currentTarget.value })}
          />
        ))}
        <Select
          label={say("format")}
          flex="2 1 13rem"
          data={VISIT_FORMATS.map((value) => ({ value, label: say(value) }))}
          value={format}
          allowDeselect={false}
          onChange={(value) => setFormat(VISIT_FORMATS.find((each) => each === value) ?? "xlsx")}
        />
        <Button variant="default" disabled={!isGood} loading={busy} onClick={() => void download()}>
          {say("download")}
        </Button>
      </Group>
      {format === "xlsx" ? null : (
        <Text size="xs" mt="xs" role="status">
          {say("csvHelp")}
        </Text>
      )}
      {isGood ? null : (
        <Text size="xs" mt="xs" role="status">
          {say("badPeriod")}
        </Text>
      )}
    </Paper>
  );
}

function useVisitsWords({ organisation }: Member, { from, to }: Period): VisitsWords {
  const say = useExportWords();
  const format = useFormat();
  const [language] = useLanguage();
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(organisation);
    return mapGrid(definition, proj4);
  }, [organisation]);
  const place = useCellNames(grid, language);
  const days = isPeriod({ from, to }) ? { from: format.day(from), to: format.day(to) } : { from, to };
  const { name, today } = organisation;
  return {
    rounds: say("sheetRounds"),
    visits: say("sheetVisits"),
    about: say("sheetAbout"),
    columns: {
      ...{ date: say("colDate"), slot: say("colSlot"), team: say("colTeam"), mode: say("colMode") },
      ...{ minutes: say("colMinutes"), cells: say("colCells"), cell: say("colCell"), place: say("colPlace") },
    },
    slots: {
      ...{ morning: say("morning"), afternoon: say("afternoon"), evening: say("evening") },
      night: say("night"),
    },
    mode: (mode) => (mode === "foot" || mode === "transit" || mode === "vehicle" ? say(mode) : mode),
    place,
    notes: [
      say("aboutPeriod", { ...days, organisation: name, today: format.day(today) }),
      ...[say("aboutWhat"), say("aboutMinutes"), say("aboutDay")],
    ],
  };
}
