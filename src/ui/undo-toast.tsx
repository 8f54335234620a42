import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { endToast } from "./toast.ts";
import { UndoLabel } from "./undo-label.tsx";

/** How long an action can be taken back, in ms. */
export const UNDO_MS = 10_000;

/** Says what was done and offers to take it back for 10 s. */
export function undoToast(message: string, onUndo: () => void): void {
  endToast();
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="xs"
          variant="default"
          flex="none"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          <UndoLabel />
        </Button>
      </Group>
    ),
    color: "petrol",
    autoClose: UNDO_MS,
    withCloseButton: false,
  });
}
