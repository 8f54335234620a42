import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { PolicyAnswer, PolicyFields } from "../../data/policy.ts";
import { TIERS } from "../../data/windows.ts";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { LongWork } from "../../ui/waiting.tsx";
import { type Effect, ownEffect, ownSteps } from "./effect.ts";
import { EffectTable } from "./effect-table.tsx";
import { changesOf, isSound, wishOf } from "./policy-fields.ts";
import { CITIES, referenceEffect, referenceSteps } from "./reference-effect.ts";
import { usePolicyWords } from "./use-policy-words.ts";

interface EffectProps {
  readonly policy: PolicyAnswer;
  readonly proposed: PolicyFields;
}

/** What the proposal would do, beside the policy in force; computed on demand, and cancelled when the page is left. */
export function PolicyEffect({ policy, proposed }: EffectProps) {
  const say = usePolicyWords();
  const { effect, progress, run, cancel } = useEffectRun(policy, proposed);
  return (
    <Stack gap="md">
      <Group>
        <Button
          variant="default"
          disabled={progress !== undefined || !isSound(proposed, policy.bounds)}
          onClick={run}
        >
          {say("compute")}
        </Button>
        <Text size="xs" c="dimmed" maw="40rem">
          {say("computeLimit")}
        </Text>
      </Group>
      {progress ? <LongWork label={say("computing")} {...progress} cancel={cancel} /> : null}
      {effect && !progress ? <Told effect={effect} proposed={proposed} /> : null}
    </Stack>
  );
}

/** One computation at a time; a new one ends the one before. */
function useEffectRun({ current }: PolicyAnswer, proposed: PolicyFields) {
  const [effect, setEffect] = useState<Effect>();
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const run = async () => {
    const own = new AbortController();
    running.current = own;
    const wish = wishOf(current, proposed);
    const policies = Object.keys(wish).length === 0 ? 1 : 2;
    const total = ownSteps(wish) + referenceSteps(policies);
    setProgress({ done: 0, total });
    const step = () => setProgress((before) => ({ done: (before?.done ?? 0) + 1, total }));
    // The server works on own data while the worker works on the simulation.
    const [found, reference] = await Promise.all([
      ownEffect(wish, own.signal, step),
      referenceEffect(current, proposed, own.signal, step).catch(() => undefined),
    ]);
    if (own.signal.aborted) return;
    const columns = [...found.columns, ...(reference ?? [])];
    setEffect({ ...found, columns, referenceStopped: reference === undefined, proposed });
    setProgress(undefined);
  };
  const cancel = () => {
    running.current?.abort();
    setProgress(undefined);
  };
  return { effect, progress, run: () => void run(), cancel };
}

function Told({ effect, proposed }: { readonly effect: Effect; readonly proposed: PolicyFields }) {
  const say = usePolicyWords();
  const format = useFormat();
  const { columns, until, seasonFrom } = effect;
  return (
    <Stack gap="md" role="status">
      {changesOf(effect.proposed, proposed).length > 0 ? <Alert color="gray">{say("stale")}</Alert> : null}
      <Missing why={effect.ownMissing} />
      {TIERS.map((tier) => (
        <EffectTable key={tier} tier={tier} columns={columns} />
      ))}
      {effect.referenceStopped ? <Alert color="gray">{say("referenceStopped")}</Alert> : null}
      <Text size="xs">
        {until ? say("until", { day: format.day(until) }) : null} {say("simulated", { count: CITIES.length })}
      </Text>
      {seasonFrom ? <Text>{say("seasonOpens", { day: format.day(seasonFrom) })}</Text> : null}
    </Stack>
  );
}

function Missing({ why }: { readonly why: Effect["ownMissing"] }) {
  const say = usePolicyWords();
  switch (why) {
    case undefined:
      return null;
    case "not_enough":
      return <Alert color="gray">{say("notEnoughHelp")}</Alert>;
    case "nothing_due":
      return <Alert color="gray">{say("notPublished")}</Alert>;
    case "too_many":
      return <Alert color="gray">{say("dayLimit")}</Alert>;
    default:
      return <Failure code={why} />;
  }
}
