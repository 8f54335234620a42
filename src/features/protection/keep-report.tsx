import { Alert, Button, FileButton, Stack } from "@mantine/core";
import { useState } from "react";
import { saveAttackReport } from "../../data/attack-report.ts";
import type { CallError } from "../../data/call.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useAttackWords } from "./use-attack-words.ts";

/** Hands a report file to the server, which judges whether it is one. */
export function KeepReport({ label }: { readonly label: string }) {
  const say = useAttackWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const keep = async (file: File | null) => {
    if (!file) return;
    setError(undefined);
    const report = parsed(await file.text());
    if (report === undefined) return setError("bad_argument");
    setBusy(true);
    const outcome = await saveAttackReport(report);
    setBusy(false);
    if (!outcome.ok) return setError(outcome.error);
    toast(say("chosen", outcome.value));
    await refresh("attack_report", "audit_log");
  };
  return (
    <Stack gap="sm" align="flex-start">
      <FileButton accept="application/json,.json" onChange={(file) => void keep(file)}>
        {(props) => (
          <Button variant="default" loading={busy} {...props}>
            {label}
          </Button>
        )}
      </FileButton>
      {error === "bad_argument" ? (
        <Alert color="gray" role="alert">
          {say("notReport")}
        </Alert>
      ) : null}
      {error && error !== "bad_argument" ? <Failure code={error} /> : null}
    </Stack>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
