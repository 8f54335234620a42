import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { type Contacts, saveContacts } from "../../data/contacts.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useSheetWords } from "./use-sheet-words.ts";

const KINDS = ["onCall", "coordination"] as const satisfies readonly (keyof Contacts)[];

/** The association's numbers for every sheet; a lead keeps them. Nothing but a number is taken. */
export function ContactsForm({ contacts }: { readonly contacts: Contacts }) {
  const say = useSheetWords();
  const refresh = useRefresh();
  const [draft, setDraft] = useState(contacts);
  const [error, setError] = useState<CallError>();
  const isChanged = KINDS.some((kind) => draft[kind] !== contacts[kind]);
  const save = async () => {
    const outcome = await saveContacts(draft);
    setError(outcome.ok ? undefined : outcome.error);
    if (!outcome.ok) return;
    await refresh("contacts");
    toast(say("contactsSaved"));
  };
  return (
    <form
      className="contacts-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {KINDS.map((kind) => (
        <TextInput
          key={kind}
          type="tel"
          label={say(kind)}
          maxLength={24}
          autoComplete="off"
          value={draft[kind]}
          onChange={({ currentTarget }) => {
            const number = currentTarget.value;
            setDraft((now) => ({ ...now, [kind]: number }));
          }}
        />
      ))}
      {error ? <Failure code={error} /> : null}
      <Button type="submit" variant="default" disabled={!isChanged}>
        {say("saveContacts")}
      </Button>
    </form>
  );
}
