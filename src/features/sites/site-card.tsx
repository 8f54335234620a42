import { Anchor, Badge, Button, Group, Text } from "@mantine/core";
import { Link } from "wouter";
import { archiveSite } from "../../data/site-register.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import type { Site } from "../../domain/site.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { veiled } from "../../ui/veiled.ts";
import { stateInWords } from "./in-words.ts";
import { SiteHistory } from "./site-history.tsx";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

/** A living site of the opened district: what it is, when it was visited, its history, what can be done. */
export function SiteCard({
  site,
  register,
  links,
}: {
  readonly site: Site;
  readonly register: Register;
  readonly links: ScreenLinks;
}) {
  const say = useSitesWords();
  const format = useFormat();
  const since = site.closedOn ?? site.openedOn;
  const state = stateInWords(say, site.state);
  const hasOthers = (register.opened?.sites.length ?? 0) > 1;
  return (
    <article className="site-card">
      <Group justify="space-between" gap="xs">
        <h2>
          {site.code} · {say(site.kind)}
        </h2>
        {site.isDue ? (
          <Badge color="dark" tt="none">
            {say("isDue")}
          </Badge>
        ) : null}
      </Group>
      <Text size="sm">
        {register.nameOf(site.cell)} <span className="site-code">{shortCode(site.cell)}</span>
      </Text>
      <Text size="sm">
        {say("bands", { residents: say(`band${site.residents}`), minors: say(`band${site.minors}`) })}
      </Text>
      <Text size="sm">{say("stateSince", { state, day: format.shortDay(since) })}</Text>
      <Text size="sm">
        {site.visitedOn === null
          ? say("neverVisited")
          : say("visitedOn", { day: format.shortDay(site.visitedOn) })}
        {site.state === "active" ? (
          <>
            {". "}
            <Anchor
              component={Link}
              href={`${links.unreached}?maille=${veiled(site.cell)}`}
              title={say("planHelp")}
            >
              {say("plan")}
            </Anchor>
          </>
        ) : null}
      </Text>
      <SiteHistory site={site} register={register} />
      <Group gap="xs" mt={4}>
        <Button size="compact-md" variant="default" onClick={() => register.begin({ telling: site })}>
          {say("happened")}
        </Button>
        <Button size="compact-md" variant="default" onClick={() => register.begin({ changing: site })}>
          {say("edit")}
        </Button>
        {hasOthers ? (
          <Button size="compact-md" variant="default" onClick={() => register.begin({ merging: site })}>
            {say("merge")}
          </Button>
        ) : null}
        {site.state === "active" ? null : <ArchiveButton site={site} register={register} />}
      </Group>
    </article>
  );
}

function ArchiveButton({ site, register }: { readonly site: Site; readonly register: Register }) {
  const say = useSitesWords();
  const words = useFailureWords();
  const { code } = site;
  const archive = async (archived: boolean) => {
    const outcome = await archiveSite(site.id, archived);
    if (!outcome.ok) return toast(words(outcome.error), "failed");
    register.change((sites) =>
      archived
        ? sites.filter(({ id }) => id !== site.id)
        : [...sites.filter(({ id }) => id !== site.id), site],
    );
    if (archived) undoToast(say("archived", { code }), () => void archive(false));
    else toast(say("restored", { code }));
  };
  return (
    <Button size="compact-md" variant="default" onClick={() => void archive(true)}>
      {say("archive")}
    </Button>
  );
}
