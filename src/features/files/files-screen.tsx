import { Alert, Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "wouter";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchPublishStatus } from "../../data/publishing.ts";
import { useStore } from "../../data/store.ts";
import { useAnswer, useArrived } from "../../data/use-answer.ts";
import { fetchWindows } from "../../data/windows.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import type { Setting } from "../../exchange/mapping.ts";
import { PageScreen } from "../../ui/page-screen.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ExportPart } from "./export-part.tsx";
import { History } from "./history.tsx";
import { chooseFile, importJob } from "./import-job.ts";
import { PublishCard } from "./publish-card.tsx";
import { ReadingFile, RefusedFileView } from "./reading-file.tsx";
import { ReadyFile } from "./ready-file.tsx";
import { SendingFile, SentFile, StoppedFile } from "./sending-file.tsx";
import { useFilesWords } from "./use-files-words.ts";
import "./files.css";

/** Fichiers: import a file, publish what came of it, look at past imports. */
export function FilesScreen({ member, links }: { readonly member: Member; readonly links: ScreenLinks }) {
  const say = useFilesWords();
  return (
    <PageScreen title={say("title")} lead={say("lead")}>
      <Stack gap="xl">
        <FirstSteps member={member} links={links} />
        <Import member={member} />
        <Rest member={member} links={links} />
      </Stack>
    </PageScreen>
  );
}

/** What can be published, exported and taken back: shown at once, so that none of it pushes the others' buttons away. */
function Rest({ member, links }: { readonly member: Member; readonly links: ScreenLinks }) {
  const status = useAnswer(["publish_status"], fetchPublishStatus);
  const windows = useAnswer(["windows", "lead"], (signal) => fetchWindows("lead", signal));
  if (!useArrived(status, windows)) return <Waiting lines={6} />;
  return (
    <>
      <PublishCard hasRecord={member.has.record} links={links} />
      <ExportPart member={member} />
      <History organisation={member.organisation} />
    </>
  );
}

/** The first week: what comes before an import, and when the first map comes. */
function FirstSteps({ member, links }: { readonly member: Member; readonly links: ScreenLinks }) {
  const say = useFilesWords();
  if (member.has.record) return null;
  return (
    <Alert color="petrol" title={say("firstTitle")}>
      <Stack gap="xs">
        {member.has.sector ? null : (
          <Text>
            {say("firstSector")}{" "}
            <Anchor component={Link} underline="always" href={links.team}>
              {say("firstSectorLink")}
            </Anchor>
          </Text>
        )}
        <Text>{say("firstRecord")}</Text>
      </Stack>
    </Alert>
  );
}

function Import({ member }: { readonly member: Member }) {
  const say = useFilesWords();
  return (
    <section aria-labelledby="importer">
      <Title order={2} id="importer" mb="sm">
        {say("importTitle")}
      </Title>
      <ImportStep member={member} />
    </section>
  );
}

function ImportStep({ member }: { readonly member: Member }) {
  const state = useStore(importJob);
  switch (state.kind) {
    case "none":
      return <DropZone onFile={(file) => void chooseFile(file, settingOf(member))} />;
    case "reading":
      return <ReadingFile chosen={state.chosen} />;
    case "refused":
      return <RefusedFileView chosen={state.chosen} error={state.error} />;
    case "ready":
      return <ReadyFile member={member} chosen={state.chosen} read={state.read} />;
    case "sending":
      return <SendingFile chosen={state.chosen} sent={state.sent} stops={state.stops} />;
    case "stopped":
      return <StoppedFile sent={state.sent} error={state.error} />;
    case "done":
      return <SentFile sent={state.sent} read={state.read} />;
  }
}

function settingOf({ organisation }: Member): Setting {
  return { grid: gridOf(organisation), timeZone: organisation.time_zone, today: organisation.today };
}
