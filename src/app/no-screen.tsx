import { Anchor } from "@mantine/core";
import { Link } from "wouter";
import { Empty } from "../ui/empty.tsx";
import { useAppWords } from "./use-app-words.ts";

/** Why there is no screen here: not this role's, no such page, or none for this role yet. */
export function NoScreen({ kind }: { readonly kind: "closed" | "unknown" | "none" }) {
  const say = useAppWords();
  const words = {
    closed: ["notForYou", "notForYouHelp"],
    unknown: ["notFound", "notFoundHelp"],
    none: ["nothingYet", "nothingYetHelp"],
  } as const;
  const [title, help] = words[kind];
  const home = (
    <Anchor component={Link} href="/">
      {say("home")}
    </Anchor>
  );
  return (
    <Empty order={1} title={say(title)} action={kind === "none" ? null : home}>
      {say(help)}
    </Empty>
  );
}
