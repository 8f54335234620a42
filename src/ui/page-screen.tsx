import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import "./screen.css";

/** A screen without a map: a title, a sentence, the content, and the main action beside the title. */
export function PageScreen({
  title,
  lead,
  action,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable).
    <div className="page-screen" tabIndex={0}>
      <div className="page-screen-body">
        <Stack gap="lg">
          <Group justify="space-between" align="flex-start">
            <div>
              <Title order={1}>{title}</Title>
              {lead ? <Text c="dimmed">{lead}</Text> : null}
            </div>
            {action}
          </Group>
          {children}
        </Stack>
      </div>
    </div>
  );
}
