import { Button, Stack, Table, Text } from "@mantine/core";
import type { PolicyAnswer, PolicyFields } from "../../data/policy.ts";
import { useFormat } from "../../ui/format.ts";
import { changesOf } from "./policy-fields.ts";
import { useChangeWords } from "./use-change-words.ts";
import { usePolicyWords } from "./use-policy-words.ts";
import { Wide } from "./wide.tsx";

interface VersionsProps {
  readonly policy: PolicyAnswer;
  readonly timeZone: string;
  readonly onTake: (former: PolicyFields) => void;
}

/** Every version, newest first: what it changed, and a way back to its values. */
export function PolicyVersions({ policy, timeZone, onTake }: VersionsProps) {
  const say = usePolicyWords();
  const format = useFormat();
  const { versions, current } = policy;
  return (
    <Wide>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say("version")}</Table.Th>
            <Table.Th>{say("madeAt")}</Table.Th>
            <Table.Th>{say("what")}</Table.Th>
            <Table.Th>
              <span className="rp-hidden">{say("takeColumn")}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((version, at) => (
            <Table.Tr key={version.version}>
              <Table.Th scope="row">{version.version}</Table.Th>
              <Table.Td>{format.moment(version.made_at, timeZone)}</Table.Td>
              <Table.Td>
                <Changes version={version} before={versions[at + 1]} />
              </Table.Td>
              <Table.Td ta="right">
                {version.version === current.version ? (
                  say("current")
                ) : (
                  <Button
                    variant="default"
                    aria-label={say("takeVersion", { version: version.version })}
                    onClick={() => onTake(version)}
                  >
                    {say("take")}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Wide>
  );
}

type Version = PolicyAnswer["current"];

function Changes({ version, before }: { readonly version: Version; readonly before: Version | undefined }) {
  const say = usePolicyWords();
  const format = useFormat();
  const inWords = useChangeWords();
  if (!before) return <Text>{say("first")}</Text>;
  return (
    <Stack gap={2}>
      {changesOf(before, version).map((change) => (
        <Text key={change.field}>{inWords(change)}</Text>
      ))}
      <Text size="xs" c="dimmed">
        {version.season_from
          ? say("seasonFrom", { day: format.day(version.season_from) })
          : say("seasonKept")}
      </Text>
    </Stack>
  );
}
