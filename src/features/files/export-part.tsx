import { Stack, Text, Title } from "@mantine/core";
import type { Member } from "../../data/me.ts";
import { ExportReleaseCard } from "./export-release-card.tsx";
import { ExportVisitsCard } from "./export-visits-card.tsx";
import { useExportWords } from "./use-files-words.ts";

/** Exporter: what may leave as a file, and what is written about it. */
export function ExportPart({ member }: { readonly member: Member }) {
  const say = useExportWords();
  return (
    <section aria-labelledby="exporter">
      <Title order={2} id="exporter" mb="xs">
        {say("title")}
      </Title>
      <Text mb="md" maw="46rem">
        {say("lead")}
      </Text>
      <Stack gap="md">
        <ExportVisitsCard member={member} />
        <ExportReleaseCard member={member} />
      </Stack>
    </section>
  );
}
