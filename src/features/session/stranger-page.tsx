import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { join, signOut } from "../../data/session.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Door, DoorForm } from "./door.tsx";
import { useSessionWords } from "./use-session-words.ts";

/** A signed-in account that no invitation has bound yet. */
export function StrangerPage() {
  const say = useSessionWords();
  const refresh = useRefresh();
  const [code, setCode] = useState("");
  const [error, setError] = useState<"missing" | "unusable_code" | "join_refused">();
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    if (code.trim() === "") return setError("missing");
    setBusy(true);
    const joined = await join(code.trim());
    setBusy(false);
    if (joined.ok) await refresh("me");
    else setError(joined.error === "not_found" ? "unusable_code" : "join_refused");
  };
  return (
    <Door title={say("strangerTitle")} lead={say("strangerLead")}>
      <DoorForm
        action={say("bind")}
        busy={busy}
        error={error ? say(error) : undefined}
        onSubmit={() => void submit()}
      >
        <TextInput
          label={say("code")}
          description={say("codeHelp")}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </DoorForm>
      <Button variant="subtle" onClick={() => void signOut()}>
        {say("signOut")}
      </Button>
    </Door>
  );
}
