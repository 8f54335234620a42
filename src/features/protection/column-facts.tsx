import { Text } from "@mantine/core";
import type { Batch } from "../../data/batches.ts";
import { useProtectionWords } from "./use-protection-words.ts";

/** What is known of a recorder column without its values: rows, how many values, and whether one of them is nearly all. */
export function ColumnFacts({ batch }: { readonly batch: Batch }) {
  const say = useProtectionWords();
  const { recorder_values: values, recorder_share: share } = batch;
  return (
    <>
      <Text size="xs">{say("rows", { count: batch.accepted })}</Text>
      {values === null ? null : <Text size="xs">{say("values", { count: values })}</Text>}
      {share === null ? null : <Text size="xs">{say("share", { share })}</Text>}
    </>
  );
}
