import { Alert, Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { type PolicyAnswer, type PolicyFields, savePolicy } from "../../data/policy.ts";
import { useRefresh } from "../../data/use-answer.ts";
import { Failure } from "../../ui/failure.tsx";
import { toast } from "../../ui/toast.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { changesOf, isSound, SEASON_FIELDS, wishOf } from "./policy-fields.ts";
import { useChangeWords } from "./use-change-words.ts";
import { usePolicyWords } from "./use-policy-words.ts";

interface ApplyProps {
  readonly policy: PolicyAnswer;
  readonly proposed: PolicyFields;
}

/** The way from a proposal to the next version: says exactly what will happen, then does it. */
export function ApplyPolicy({ policy, proposed }: ApplyProps) {
  const say = usePolicyWords();
  const sayUi = useUiWords();
  const [open, setOpen] = useState(false);
  const changes = changesOf(policy.current, proposed);
  const ready = changes.length > 0 && isSound(proposed, policy.bounds);
  const version = policy.current.version + 1;
  return (
    <>
      <Group>
        <Button disabled={!ready} onClick={() => setOpen(true)}>
          {say("apply")}
        </Button>
        {ready ? null : <Text c="dimmed">{say("applyNothing")}</Text>}
      </Group>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={say("applyTitle", { version })}
        centered
        closeButtonProps={{ "aria-label": sayUi("close") }}
      >
        <Confirm policy={policy} proposed={proposed} onClose={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function Confirm({ policy, proposed, onClose }: ApplyProps & { readonly onClose: () => void }) {
  const say = usePolicyWords();
  const inWords = useChangeWords();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const { version } = policy.current;
  const changes = changesOf(policy.current, proposed);
  const newSeason = changes.some(({ field }) => SEASON_FIELDS.some((each) => each === field));
  const apply = async () => {
    setBusy(true);
    const outcome = await savePolicy(wishOf(policy.current, proposed), version);
    setBusy(false);
    if (!outcome.ok) return setError(outcome.error);
    toast(say("applied", { version: outcome.value.version, before: version }));
    onClose();
    await refresh("policy", "audit_log");
  };
  return (
    <Stack gap="sm">
      <List spacing={4}>
        {changes.map((change) => (
          <List.Item key={change.field}>{inWords(change)}</List.Item>
        ))}
      </List>
      <Text>{say("willPublish")}</Text>
      <Text>{say("willNotTouch")}</Text>
      <Text>{say(newSeason ? "willOpen" : "willKeep")}</Text>
      <Text>{say("willUndo", { version })}</Text>
      {error === "conflict" ? (
        <Alert color="gray" role="alert">
          {say("conflict")}
        </Alert>
      ) : null}
      {error && error !== "conflict" ? <Failure code={error} /> : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {say("keep")}
        </Button>
        <Button onClick={() => void apply()} loading={busy}>
          {say("applyNow")}
        </Button>
      </Group>
    </Stack>
  );
}
