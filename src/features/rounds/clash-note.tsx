import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { chooseVersion } from "../../data/week-desk.ts";
import type { Clash } from "../../domain/week-merge.ts";
import { changedParts } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { shortWhen } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import { useConflictWords } from "./use-conflict-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** Two people changed one round: what the other one did, and the choice. Nothing is sent before it is made. */
export function ClashNote({ board }: { readonly board: Board }) {
  const say = useConflictWords();
  const { clashes } = board.desk;
  if (clashes.length === 0) return null;
  return (
    <Alert icon={<IconUsers />} color="gray" role="alert" title={say("clashTitle")} className="clash">
      {clashes.map((clash) => (
        <ClashLine key={clash.id} clash={clash} />
      ))}
      <Text mt="xs">{say("clashHelp")}</Text>
      <Group gap="xs" mt="sm">
        <Button onClick={() => chooseVersion(board.monday, "theirs")}>{say("takeTheirs")}</Button>
        <Button variant="default" onClick={() => chooseVersion(board.monday, "mine")}>
          {say("keepMine")}
        </Button>
      </Group>
    </Alert>
  );
}

function ClashLine({ clash: { before, mine, theirs } }: { readonly clash: Clash }) {
  const say = useConflictWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const known = theirs ?? mine ?? before;
  if (!known) return null;
  const when = shortWhen(sayRounds, format, known);
  if (!theirs) return <Text>{say("clashDeleted", { when })}</Text>;
  const parts = before ? changedParts(before, theirs) : (["stops"] as const);
  return <Text>{say("clashLine", { when, parts: parts.map((part) => say(part)).join(", ") })}</Text>;
}
