import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A part of a page under its own heading, with a sentence on what it is. */
export function Section({
  id,
  title,
  help,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly help?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section aria-labelledby={id}>
      <Title order={2} id={id} mb={help ? 4 : "sm"}>
        {title}
      </Title>
      {help ? (
        <Text c="dimmed" mb="md" maw="46rem">
          {help}
        </Text>
      ) : null}
      {children}
    </section>
  );
}
