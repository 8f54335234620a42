import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** An empty state teaches: what will be here, why it is not yet, and the one thing to do. */
export function Empty({
  title,
  children,
  action,
  order = 2,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Level of the title: 1 where nothing else is on the screen. */
  readonly order?: 1 | 2;
}) {
  return (
    <Stack gap="sm" maw="38rem" className="rp-empty">
      <Title order={order} size="h2">
        {title}
      </Title>
      <Text component="div">{children}</Text>
      {action ? <div>{action}</div> : null}
    </Stack>
  );
}
