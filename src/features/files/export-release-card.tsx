import { Button, Group, Paper, Select, Text, Title } from "@mantine/core";
import { useState } from "react";
import { exportRelease } from "../../data/exports.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { fetchWindows, type Windows } from "../../data/windows.ts";
import { TIERS, type Tier } from "../../domain/release.ts";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { saveAs } from "../../ui/save-as.ts";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { RELEASE_FORMATS, type ReleaseFormat, releaseFile } from "./export-files.ts";
import { releaseColumns, tableChoices, tableWords, useReleaseFacts } from "./release-words.ts";
import { useExportWords } from "./use-files-words.ts";

/** Released values as the map shows them, as a file with its rules. */
export function ExportReleaseCard({ member }: { readonly member: Member }) {
  const say = useExportWords();
  const [tier, setTier] = useState<Tier>("lead");
  const windows = useAnswer(["windows", tier], (signal) => fetchWindows(tier, signal));
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="export-cartes">
      <Title order={3} id="export-cartes">
        {say("releaseTitle")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {say("releaseHelp")}
      </Text>
      <Group align="flex-end" gap="sm">
        <Select
          label={say("tier")}
          flex="1 1 17rem"
          data={TIERS.map((value) => ({ value, label: say(`${value}_tier`) }))}
          value={tier}
          allowDeselect={false}
          onChange={(value) => setTier(TIERS.find((each) => each === value) ?? "lead")}
        />
        {windows.kind === "waiting" ? <Waiting lines={4} /> : null}
        {windows.kind === "failed" ? <Failure code={windows.error} retry={windows.retry} /> : null}
        {windows.kind === "ready" ? (
          <Choices key={tier} member={member} tier={tier} windows={windows.value.windows} />
        ) : null}
      </Group>
    </Paper>
  );
}

interface ChoicesProps {
  readonly member: Member;
  readonly tier: Tier;
  readonly windows: Windows["windows"];
}

function Choices({ member, tier, windows }: ChoicesProps) {
  const say = useExportWords();
  const format = useFormat();
  const newest = windows.at(-1);
  const [from, setFrom] = useState(newest?.starts_on ?? "");
  const [to, setTo] = useState(newest?.starts_on ?? "");
  const [table, setTable] = useState("total/all");
  const [kind, setKind] = useState<ReleaseFormat>("csv");
  const [first, last] = [from, to].map((day) => windows.find(({ starts_on }) => starts_on === day));
  if (!newest || !first || !last) return <Text size="sm">{say("noWindow")}</Text>;
  const isOneSeason = first.season_id === last.season_id;
  const choices = windows.map(({ starts_on: value, ends_on: end }) => ({
    value,
    label: format.shortRange(value, end),
  }));
  const asFrom = (day: string) => {
    setFrom(day);
    if (day > to) setTo(day);
  };
  const asTo = (day: string) => {
    setTo(day);
    if (day < from) setFrom(day);
  };
  return (
    <>
      <Choice label={say("first")} data={choices} value={from} onChange={asFrom} />
      <Choice label={say("last")} data={choices} value={to} onChange={asTo} />
      <Choice label={say("table")} data={tableChoices(tier, say)} value={table} onChange={setTable} />
      <Choice
        label={say("format")}
        data={RELEASE_FORMATS.map((value) => ({ value, label: say(value) }))}
        value={kind}
        onChange={(value) => setKind(RELEASE_FORMATS.find((each) => each === value) ?? "csv")}
      />
      <Download
        member={member}
        ask={{ tier, table, from, to, until: last.ends_on, kind }}
        isDisabled={!isOneSeason}
      />
      {isOneSeason ? null : (
        <Text size="xs" role="status" w="100%">
          {say("otherSeason")}
        </Text>
      )}
    </>
  );
}

interface Ask {
  readonly tier: Tier;
  /** `breakdown/category` */
  readonly table: string;
  readonly from: string;
  readonly to: string;
  /** Last day of the last window. */
  readonly until: string;
  readonly kind: ReleaseFormat;
}

function Download({
  member,
  ask,
  isDisabled,
}: {
  readonly member: Member;
  readonly ask: Ask;
  readonly isDisabled: boolean;
}) {
  const say = useExportWords();
  const failure = useFailureWords();
  const factsOf = useReleaseFacts(member);
  const [busy, setBusy] = useState(false);
  const { tier, table, from, to, until, kind } = ask;
  const download = async () => {
    const { breakdown, category } = tableWords(table);
    setBusy(true);
    const exported = await exportRelease({ tier, breakdown, category, from, to });
    setBusy(false);
    if (!exported.ok) return toast(failure(exported.error), "failed");
    const facts = factsOf(exported.value, { tier, table, from, until });
    const words = { columns: releaseColumns(say), facts };
    saveAs(
      releaseFile(kind, exported.value, gridOf(member.organisation), words),
      `${say("releaseName", { from, to: until })}.${kind}`,
    );
    toast(say("doneRelease", { count: exported.value.heat.leaves.length }));
  };
  return (
    <Button variant="default" disabled={isDisabled} loading={busy} onClick={() => void download()}>
      {say("download")}
    </Button>
  );
}

function Choice({
  label,
  data,
  value,
  onChange,
}: {
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Select
      label={label}
      flex="1 1 13rem"
      data={data.map((each) => ({ ...each }))}
      value={value}
      allowDeselect={false}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
    />
  );
}
