import { Alert, Button, Text } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { Failure, type FailureCode, useFailureWords } from "./failure.tsx";
import { useUiWords } from "./use-ui-words.ts";

/** A refusal: where a fresh code of the second factor is asked for, the way to give one; else the failure in its words. */
export function Refusal({ code, onSignIn }: { readonly code: FailureCode; readonly onSignIn: () => void }) {
  const say = useUiWords();
  const words = useFailureWords();
  if (code !== "second_factor") return <Failure code={code} />;
  return (
    <Alert icon={<IconShieldLock />} color="gray" role="alert">
      <Text>{words(code)}</Text>
      <Button mt="sm" variant="default" onClick={onSignIn}>
        {say("signInAgain")}
      </Button>
    </Alert>
  );
}
