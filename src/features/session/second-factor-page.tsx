import { Button, Text } from "@mantine/core";
import { lazy, useEffect, useState } from "react";
import { confirmedFactor, type FactorError } from "../../data/second-factor.ts";
import { signOut } from "../../data/session.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { CodeField } from "./code-field.tsx";
import { Door, DoorForm } from "./door.tsx";
import { useCode } from "./use-code.ts";
import { useSessionWords } from "./use-session-words.ts";

/** Loaded where it is needed: its drawing of QR codes is for the one time that an account is set up. */
const EnrolPage = lazy(async () => ({ default: (await import("./enrol-page.tsx")).EnrolPage }));

type Found =
  | { readonly kind: "waiting" }
  | { readonly kind: "failed"; readonly error: FactorError }
  | { readonly kind: "found"; readonly factor: string | null };

/** Between the password and the screens: the code of the authenticator app, or its setting up. */
export function SecondFactorPage() {
  const say = useSessionWords();
  const refresh = useRefresh();
  const [found, setFound] = useState<Found>({ kind: "waiting" });
  const ask = async () => {
    const outcome = await confirmedFactor();
    setFound(
      outcome.ok ? { kind: "found", factor: outcome.value } : { kind: "failed", error: outcome.error },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, and again by the button alone
  useEffect(() => void ask(), []);
  const done = () => void refresh("me");
  if (found.kind === "waiting") return <Waiting />;
  if (found.kind === "failed") {
    return (
      <Door title={say("codeTitle")}>
        <Text role="alert">{say(found.error)}</Text>
        <Button onClick={() => void ask()}>{say("again")}</Button>
      </Door>
    );
  }
  if (found.factor === null) return <EnrolPage onDone={done} />;
  return <CodePage factor={found.factor} onDone={done} />;
}

function CodePage({ factor, onDone }: { readonly factor: string; readonly onDone: () => void }) {
  const say = useSessionWords();
  const code = useCode(factor, onDone);
  return (
    <Door title={say("codeTitle")} lead={say("codeLead")}>
      <DoorForm
        action={say("codeGive")}
        busy={code.busy}
        error={code.error ? say(code.error) : undefined}
        onSubmit={code.submit}
      >
        <CodeField value={code.value} onChange={code.type} />
      </DoorForm>
      <Text size="xs" c="dimmed">
        {say("codeLost")}
      </Text>
      <Button variant="subtle" onClick={() => void signOut()}>
        {say("signOut")}
      </Button>
    </Door>
  );
}
