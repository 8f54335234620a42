import { Button, Group } from "@mantine/core";
import { useUrlState } from "../../ui/url-state.ts";
import { teamAddress, VIEWS, type View } from "./team-address.ts";
import { useTeamWords } from "./use-team-words.ts";

/** The three parts of the admin's screen. */
export function ViewTabs({ view }: { readonly view: View }) {
  const say = useTeamWords();
  const [, go] = useUrlState(teamAddress);
  return (
    <Group component="nav" aria-label={say("views")} gap="xs">
      {VIEWS.map((each) => (
        <Button
          key={each}
          variant={each === view ? "filled" : "default"}
          aria-current={each === view ? "page" : undefined}
          onClick={() => go({ view: each, sector: undefined }, "push")}
        >
          {say(each)}
        </Button>
      ))}
    </Group>
  );
}
