import { Alert, Anchor, Button, Fieldset, Group, PasswordInput, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { readConfig } from "../../data/client.ts";
import { type SignInError, signIn } from "../../data/session.ts";
import { ROLES } from "../../domain/role.ts";
import { Door, DoorForm } from "./door.tsx";
import { useSessionWords } from "./use-session-words.ts";

/** Signing in. The address stays, so the person comes back to the page they wanted. `phone`: the way to record without a session. */
export function SignInPage({ ended, phone }: { readonly ended: boolean; readonly phone?: ReactNode }) {
  const say = useSessionWords();
  const [identifier, setIdentifier] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<SignInError | "missing">();
  const [busy, setBusy] = useState(false);

  const submit = async () => {
    if (identifier.trim() === "" || password === "") return setError("missing");
    setBusy(true);
    setError(undefined);
    const outcome = await signIn(identifier, password);
    setBusy(false);
    if (!outcome.ok) setError(outcome.error);
  };
  const fill = (email: string, secret: string) => {
    setIdentifier(email);
    setPassword(secret);
  };
  return (
    <Door title={say("signIn")}>
      {ended ? <Alert color="gray">{say("ended")}</Alert> : null}
      <DoorForm
        action={say("signIn")}
        busy={busy}
        error={error ? say(error) : undefined}
        onSubmit={() => void submit()}
      >
        <TextInput
          label={say("identifier")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={identifier}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
        />
        <PasswordInput
          label={say("password")}
          name="password"
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": say("showPassword"), tabIndex: 0 }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </DoorForm>
      {phone}
      <DemoAccounts fill={fill} />
      <Text size="xs" c="dimmed">
        {say("forgotten")}
      </Text>
      <Anchor component={Link} href="/rejoindre">
        {say("haveInvitation")}
      </Anchor>
    </Door>
  );
}

/** One button per demonstration account, where the server has some. */
function DemoAccounts({ fill }: { readonly fill: (email: string, password: string) => void }) {
  const say = useSessionWords();
  const config = useQuery({ queryKey: ["config"], queryFn: readConfig, staleTime: Number.POSITIVE_INFINITY });
  const accounts = config.data?.accounts ?? [];
  if (accounts.length === 0) return null;
  return (
    <Fieldset legend={say("demo")}>
      <Text size="xs" c="dimmed" mb="xs">
        {say("demoHelp")}
      </Text>
      <Group gap="xs">
        {accounts.map((account) => (
          <Button
            key={account.email}
            variant="default"
            title={account.email}
            onClick={() => fill(account.email, account.password)}
          >
            {nameOf(account.role, say)}
          </Button>
        ))}
      </Group>
    </Fieldset>
  );
}

function nameOf(role: string, say: ReturnType<typeof useSessionWords>): string {
  const known = ROLES.find((each) => each === role);
  return known ? say(known) : role;
}
