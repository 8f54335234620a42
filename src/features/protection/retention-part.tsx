import { Alert, Select, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { ROW_KINDS, type RowKind } from "../../data/erasure.ts";
import type { Member } from "../../data/me.ts";
import { type UrlCodec, useUrlState } from "../../ui/url-state.ts";
import { EraseBox } from "./erase-box.tsx";
import { ErasedList } from "./erased-list.tsx";
import { isId } from "./log-actions.ts";
import { Section } from "./section.tsx";
import { useRetentionWords } from "./use-retention-words.ts";

/** An import that the log sent here. */
const address: UrlCodec<{ readonly batch: string | undefined }> = {
  read: (params) => {
    const batch = params.get("import");
    return { batch: batch !== null && isId(batch) ? batch : undefined };
  },
  write: ({ batch }) => new URLSearchParams(batch ? { import: batch } : {}),
};

/** What was erased, what has come of age, and erasure on request: counted first, always. */
export function RetentionPart({ member, base }: { readonly member: Member; readonly base: string }) {
  const say = useRetentionWords();
  const { name, time_zone: timeZone } = member.organisation;
  return (
    <Stack gap="xl">
      <Alert color="petrol" title={say("releasesTitle")}>
        {say("releases")}
      </Alert>
      <Section id="echeances" title={say("aged")} help={say("agedHelp")}>
        <EraseBox target={{ kind: "aged" }} />
      </Section>
      <Section id="demandes-effacement" title={say("onRequest")} help={say("onRequestHelp")}>
        <Stack gap="lg">
          <EraseRow />
          <EraseImport />
          <EraseAll organisation={name} />
        </Stack>
      </Section>
      <Section id="effaces" title={say("done")} help={say("doneHelp")}>
        <ErasedList timeZone={timeZone} base={base} />
      </Section>
    </Stack>
  );
}

function EraseRow() {
  const say = useRetentionWords();
  const [row, setRow] = useState<RowKind>("contact");
  const [id, setId] = useState("");
  return (
    <EraseBox
      title={say("row")}
      help={say("rowHelp")}
      target={isId(id) ? { kind: "row", row, id } : undefined}
    >
      <Select
        label={say("rowKind")}
        data={ROW_KINDS.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        value={row}
        onChange={(value) => setRow(ROW_KINDS.find((kind) => kind === value) ?? row)}
        allowDeselect={false}
        w={{ base: "100%", sm: "14rem" }}
      />
      <Id label={say("rowId")} value={id} onChange={setId} />
    </EraseBox>
  );
}

function EraseImport() {
  const say = useRetentionWords();
  const [{ batch }] = useUrlState(address);
  const [id, setId] = useState(batch ?? "");
  return (
    <EraseBox
      title={say("import")}
      help={say("importHelp")}
      target={isId(id) ? { kind: "import", id } : undefined}
    >
      <Id label={say("importId")} value={id} onChange={setId} />
    </EraseBox>
  );
}

function EraseAll({ organisation }: { readonly organisation: string }) {
  const say = useRetentionWords();
  const [typed, setTyped] = useState("");
  const right = typed.trim() === organisation;
  return (
    <EraseBox
      title={say("all")}
      help={say("allHelp")}
      target={right ? { kind: "all", organisation: typed } : undefined}
    >
      <TextInput
        label={say("allName", { organisation })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        w={{ base: "100%", sm: "24rem" }}
      />
    </EraseBox>
  );
}

interface IdProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Id({ label, value, onChange }: IdProps) {
  const say = useRetentionWords();
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value.trim().toLowerCase())}
      error={value !== "" && !isId(value) ? say("badId") : undefined}
      autoComplete="off"
      w={{ base: "100%", sm: "24rem" }}
    />
  );
}
