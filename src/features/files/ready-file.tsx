import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { type ReactNode, useDeferredValue, useState } from "react";
import { fetchBatches } from "../../data/batches.ts";
import type { Member } from "../../data/me.ts";
import { useStore } from "../../data/store.ts";
import { useAnswer, useArrived, useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { LongWork, Waiting } from "../../ui/waiting.tsx";
import { ColumnsTable } from "./columns-table.tsx";
import { DetectedForm } from "./detected-form.tsx";
import { Fate, useFate } from "./fate.tsx";
import { leaveFile, readProgress } from "./import-job.ts";
import { startImport } from "./import-send.ts";
import { type Chosen, isImportable, type Read } from "./import-state.ts";
import { keepTerritories } from "./kept-territories.ts";
import { knownAs } from "./known-file.ts";
import { Preview } from "./preview.tsx";
import { percentOf } from "./reading-file.tsx";
import { RejectedTable } from "./rejected-table.tsx";
import { TerritoriesPart } from "./territories-part.tsx";
import { useCodeWords, useFilesWords, useSendWords, useTerritoryWords } from "./use-files-words.ts";

interface ReadyProps {
  readonly member: Member;
  readonly chosen: Chosen;
  readonly read: Read;
}

/** A file that was read: what was understood, what becomes of it, and the button that sends it. */
export function ReadyFile({ member, chosen, read }: ReadyProps) {
  const say = useFilesWords();
  return (
    <Stack gap="lg">
      <Later>
        <KnownFile digest={read.digest} />
        <DetectedForm chosen={chosen} detected={read.detected} />
        <Problems read={read} />
        <ColumnsTable detected={read.detected} />
        <TerritoriesPart member={member} read={read} />
        <LookAtFile member={member} read={read} />
        <SendBar member={member} read={read} />
      </Later>
      <div>
        <Button variant="default" onClick={leaveFile}>
          {say("other")}
        </Button>
      </div>
    </Stack>
  );
}

/**
 * Draws its content in slices between which the page answers: the two forms hold a list of choices for every column,
 * and all at once they would hold the page up for longer than anything else of an import. All of it then appears
 * together: a form that came above a list that was just opened would push the list out of sight.
 */
function Later({ children }: { readonly children: ReactNode }) {
  // Whether the file is known stands above the forms.
  const isKnown = useArrived(useAnswer(["batches"], fetchBatches));
  return useDeferredValue(isKnown, false) ? children : <Waiting />;
}

/** What the server already has of this very file. */
function KnownFile({ digest }: { readonly digest: string }) {
  const say = useFilesWords();
  const format = useFormat();
  const batches = useAnswer(["batches"], fetchBatches);
  if (batches.kind === "failed") {
    return <Failure code={batches.error} kept={say("known_failed")} retry={batches.retry} />;
  }
  const known = batches.kind === "ready" ? knownAs(batches.value, digest) : undefined;
  if (!known) return null;
  const words = { day: format.day(known.startedOn), count: known.rows };
  return <Alert color="petrol">{say(`known_${known.kind}`, words)}</Alert>;
}

function Problems({ read }: { readonly read: Read }) {
  const words = useCodeWords();
  const { problems } = read.detected;
  // One recorder is told where it matters: with what will happen.
  const told = problems.filter((problem) => problem !== "one_recorder");
  if (told.length === 0) return null;
  return (
    <Alert color="gray" role="status">
      <List>
        {told.map((problem) => (
          <List.Item key={problem}>{words(`problem_${problem}`)}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Working() {
  const say = useFilesWords();
  return <LongWork label={say("working")} done={percentOf(useStore(readProgress))} total={100} />;
}

function LookAtFile({ member, read }: Omit<ReadyProps, "chosen">) {
  const words = useCodeWords();
  switch (read.look.kind) {
    case "blocked":
      return null;
    case "waiting":
      return <Working />;
    case "failed":
      return (
        <Alert color="gray" role="alert">
          {words(`file_${read.look.error}`)}
        </Alert>
      );
    case "ready": {
      const { preview, summary } = read.look.value;
      return (
        <>
          <Preview
            organisation={member.organisation}
            columns={read.detected.columns}
            rows={preview}
            cells={summary.cells}
          />
          <RejectedTable rejected={summary.rejected} />
          <Fate member={member} read={read} summary={summary} />
        </>
      );
    }
  }
}

function SendBar({ member, read }: { readonly member: Member; readonly read: Read }) {
  const say = useFilesWords();
  const saySend = useSendWords();
  const sayTerritory = useTerritoryWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const { teamId, teamName } = member;
  // What becomes of the rows comes above the button: before it is there the button would be pushed from under a finger.
  const isTold = useFate(read).kind !== "waiting";
  const count = read.look.kind === "ready" ? read.look.value.summary.accepted : 0;
  const start = async () => {
    if (teamId === null) return;
    setBusy(true);
    const { territories, mapping } = read.detected;
    const keys = territories.map(({ key }) => key);
    const kept = await keepTerritories(keys, mapping.territories ?? {});
    if (!kept.ok && kept.error !== "secret_missing") toast(sayTerritory("keepFailed"), "failed");
    await startImport(teamId, () => refresh("batches", "publish_status", "coverage", "me"));
    setBusy(false);
  };
  return (
    <Group align="center" className="files-send">
      <Button
        onClick={() => void start()}
        disabled={!isImportable(read) || !isTold || teamId === null}
        loading={busy}
      >
        {saySend("import", { count })}
      </Button>
      <Text size="xs" c="dimmed" flex="1 1 18rem">
        {say("ownTeam", { team: teamName ?? "" })} {saySend("sameIds")}
      </Text>
    </Group>
  );
}
