import { Anchor, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { isIdentifier, join, PASSWORD_MIN, type SignInError, signUp } from "../../data/session.ts";
import { Door, DoorForm } from "./door.tsx";
import { useSessionWords } from "./use-session-words.ts";

interface Typed {
  readonly code: string;
  readonly identifier: string;
  readonly password: string;
  readonly again: string;
}

type Complaint = SignInError | "missing" | "different" | "unusable_code" | "join_refused";

/** The first thing to correct before anything is sent, or undefined. */
export function complaintOf(typed: Typed): Complaint | undefined {
  if (typed.code.trim() === "" || typed.identifier.trim() === "") return "missing";
  if (!isIdentifier(typed.identifier)) return "bad_identifier";
  if (typed.password.length < PASSWORD_MIN) return "weak_password";
  return typed.password === typed.again ? undefined : "different";
}

/** An invitation becomes an account: code, identifier, password. The code comes from the address's fragment. */
export function JoinPage() {
  const say = useSessionWords();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState<Typed>({
    code: decodeURIComponent(window.location.hash.replace(/^#\/?/, "")),
    identifier: "",
    password: "",
    again: "",
  });
  const [error, setError] = useState<Complaint>();
  const [busy, setBusy] = useState(false);
  const type = (name: keyof Typed) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setTyped((now) => ({ ...now, [name]: value }));
  };
  const submit = async () => {
    const complaint = complaintOf(typed);
    setError(complaint);
    if (complaint) return;
    setBusy(true);
    const refused = await becomeMember(typed);
    setBusy(false);
    if (refused) setError(refused);
    else navigate("/", { replace: true });
  };
  return (
    <Door title={say("joinTitle")} lead={say("joinLead")}>
      <DoorForm
        action={say("join")}
        busy={busy}
        error={error ? say(error) : undefined}
        onSubmit={() => void submit()}
      >
        <JoinFields typed={typed} type={type} />
      </DoorForm>
      <Anchor component={Link} href="/connexion">
        {say("haveAccount")}
      </Anchor>
    </Door>
  );
}

function JoinFields({
  typed,
  type,
}: {
  readonly typed: Typed;
  readonly type: (name: keyof Typed) => (event: { currentTarget: { value: string } }) => void;
}) {
  const say = useSessionWords();
  const eye = { "aria-label": say("showPassword"), tabIndex: 0 } as const;
  return (
    <>
      <TextInput
        label={say("code")}
        description={say("codeHelp")}
        autoComplete="off"
        spellCheck={false}
        value={typed.code}
        onChange={type("code")}
      />
      <TextInput
        label={say("chooseIdentifier")}
        description={say("chooseIdentifierHelp")}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={typed.identifier}
        onChange={type("identifier")}
      />
      <PasswordInput
        label={say("choosePassword")}
        description={say("choosePasswordHelp")}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        value={typed.password}
        onChange={type("password")}
      />
      <PasswordInput
        label={say("repeatPassword")}
        autoComplete="new-password"
        visibilityToggleButtonProps={eye}
        value={typed.again}
        onChange={type("again")}
      />
    </>
  );
}

async function becomeMember(typed: Typed): Promise<Complaint | undefined> {
  const made = await signUp(typed.code.trim(), typed.identifier, typed.password);
  if (!made.ok) return made.error === "wrong_credentials" ? "unusable_code" : made.error;
  const joined = await join(typed.code.trim());
  if (joined.ok) return undefined;
  return joined.error === "not_found" ? "unusable_code" : "join_refused";
}
