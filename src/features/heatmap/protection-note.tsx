import { Anchor, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReleasePolicy } from "../../data/windows.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useHeatWords } from "./use-heat-words.ts";

/** The link that opens, in plain words and with the policy's own numbers, what is hidden and why. */
export function ProtectionNote({ policy }: { readonly policy: ReleasePolicy }) {
  const say = useHeatWords();
  const sayUi = useUiWords();
  const [open, { open: show, close }] = useDisclosure(false);
  const { weeks, d, k0, visits, dates, lag_days: lag } = policy;
  return (
    <>
      <Anchor component="button" type="button" className="legend-link" onClick={show}>
        {say("protectionMore")}
      </Anchor>
      <Modal
        opened={open}
        onClose={close}
        title={say("protectionTitle")}
        size="lg"
        centered
        closeButtonProps={{ "aria-label": sayUi("close") }}
      >
        <Stack gap="sm">
          <Text>{say("protection1", { weeks })}</Text>
          <Text>{say("protection2", { d })}</Text>
          <Text>{say("protection3", { least: k0 + d, visits, dates })}</Text>
          <Text>{say("protection4", { lag })}</Text>
          <Text>{say("protection5")}</Text>
        </Stack>
      </Modal>
    </>
  );
}
