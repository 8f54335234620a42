import { Button, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useUiWords } from "./use-ui-words.ts";

/** Holds a bug within the part that has it; says what is kept; never shows a stack. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode; readonly resetKey?: string },
  { broken: boolean; at: string | undefined }
> {
  override state = { broken: false, at: this.props.resetKey };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  static getDerivedStateFromProps(
    props: { readonly resetKey?: string },
    state: { broken: boolean; at: string | undefined },
  ) {
    return props.resetKey === state.at ? null : { broken: false, at: props.resetKey };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const say = useUiWords();
  return (
    <Stack role="alert" p="lg" gap="sm" maw="38rem">
      <Title order={2}>{say("broken")}</Title>
      <Text>{say("brokenHelp")}</Text>
      <div>
        <Button onClick={() => window.location.reload()}>{say("reload")}</Button>
      </div>
    </Stack>
  );
}
