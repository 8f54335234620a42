import { Button, Group, NativeSelect, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { mergeSites } from "../../data/site-register.ts";
import { mergedSite, type Site } from "../../domain/site.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

/** Makes two entries one: says what will happen, since it cannot be taken back. */
export function MergeForm({ site, register }: { readonly site: Site; readonly register: Register }) {
  const say = useSitesWords();
  const others = register.opened?.sites.filter((each) => each.id !== site.id) ?? [];
  const [kept, setKept] = useState(others[0]?.id ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const merge = async () => {
    const stays = others.find(({ id }) => id === kept);
    if (!stays) return;
    setBusy(true);
    const outcome = await mergeSites(stays.id, site.id);
    setBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    register.change((sites) =>
      sites
        .filter(({ id }) => id !== site.id)
        .map((each) => (each.id === stays.id ? mergedSite(each, site) : each)),
    );
    toast(say("mergeDone", { code: site.code, kept: stays.code }));
    register.begin("reading");
  };
  return (
    <Stack gap="sm">
      <Title order={2} size="h3">
        {say("mergeTitle", { code: site.code })}
      </Title>
      <NativeSelect
        label={say("mergeWith")}
        value={kept}
        onChange={({ currentTarget }) => setKept(currentTarget.value)}
        data={others.map(({ id, code, cell }) => ({
          value: id,
          label: say("toSite", { code, name: register.nameOf(cell) }),
        }))}
      />
      <Text size="sm">{say("mergeHelp", { code: site.code })}</Text>
      {error ? <Failure code={error} /> : null}
      <Group>
        <Button loading={busy} onClick={() => void merge()}>
          {say("mergeNow")}
        </Button>
        <Button variant="default" onClick={() => register.begin("reading")}>
          {say("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
