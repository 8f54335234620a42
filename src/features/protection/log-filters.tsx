import { Button, Group, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useFormat } from "../../ui/format.ts";
import { ACTIONS, isId } from "./log-actions.ts";
import { type LogSearch, NO_SEARCH } from "./log-address.ts";
import { useAccountName } from "./use-account-name.ts";
import { useLogWords } from "./use-log-words.ts";

interface FilterProps {
  readonly search: LogSearch;
  readonly onChange: (change: Partial<LogSearch>) => void;
}

/** Conditions on the log; each takes effect as soon as it is whole. */
export function LogFilters({ search, onChange }: FilterProps) {
  const say = useLogWords();
  const format = useFormat();
  const { accounts, nameOf } = useAccountName();
  const words = ACTIONS.map(({ action, word }) => ({ value: action, label: say(word) }));
  const isAny = Object.values(search).every((value) => value === undefined);
  const day = (field: "fromDay" | "toDay") => (
    <TextInput
      type="date"
      label={say(field === "fromDay" ? "from" : "to")}
      value={search[field] ?? ""}
      onChange={(event) => onChange({ [field]: event.currentTarget.value || undefined })}
    />
  );
  return (
    <Group component="search" aria-label={say("filters")} align="flex-start" gap="md">
      <Select
        label={say("action")}
        placeholder={say("anyAction")}
        data={words.toSorted((a, b) => a.label.localeCompare(b.label))}
        value={search.action ?? null}
        onChange={(action) => onChange({ action: action ?? undefined })}
        searchable
        clearable
        w={{ base: "100%", sm: "18rem" }}
      />
      <Select
        label={say("account")}
        placeholder={say("anyAccount")}
        data={accounts.map(({ id, role, joined_at }) => ({
          value: id,
          label:
            nameOf(id, role) +
            (accounts.filter(same({ role, joined_at })).length > 1 ? ` (${id.slice(0, 4)})` : ""),
        }))}
        value={search.member ?? null}
        onChange={(member) => onChange({ member: member ?? undefined })}
        searchable
        clearable
        w={{ base: "100%", sm: "18rem" }}
      />
      {day("fromDay")}
      {day("toDay")}
      <Subject key={search.subject ?? ""} search={search} onChange={onChange} />
      <Button
        variant="default"
        mt={{ base: 0, sm: "1.6rem" }}
        disabled={isAny}
        onClick={() => onChange(NO_SEARCH)}
      >
        {say("clear")}
      </Button>
    </Group>
  );

  function same(one: { readonly role: string; readonly joined_at: string }) {
    const dayOf = (moment: string) => format.shortDay(moment.slice(0, 10));
    return (other: typeof one) => other.role === one.role && dayOf(other.joined_at) === dayOf(one.joined_at);
  }
}

function Subject({ search, onChange }: FilterProps) {
  const say = useLogWords();
  const [typed, setTyped] = useState(search.subject ?? "");
  const wrong = typed !== "" && !isId(typed);
  return (
    <TextInput
      label={say("subject")}
      placeholder={say("subjectHelp")}
      value={typed}
      error={wrong && typed.length >= 36 ? say("badSubject") : undefined}
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        setTyped(text);
        if (text === "" || isId(text)) onChange({ subject: text === "" ? undefined : text.toLowerCase() });
      }}
      w={{ base: "100%", sm: "22rem" }}
    />
  );
}
