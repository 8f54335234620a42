import { Button, Group, Text } from "@mantine/core";
import { removeSiteEvent } from "../../data/site-register.ts";
import { type Site, type SiteEvent, withoutEvent } from "../../domain/site.ts";
import { useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { stateInWords } from "./in-words.ts";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

/** What happened to a site, latest first; each line can be taken back. */
export function SiteHistory({ site, register }: { readonly site: Site; readonly register: Register }) {
  const say = useSitesWords();
  return (
    <details>
      <summary>{say("history", { count: site.events.length })}</summary>
      {site.events.length === 0 ? <Text size="sm">{say("noHistory")}</Text> : null}
      <ul className="site-events">
        {site.events.map((event) => (
          <EventLine key={event.id} event={event} site={site} register={register} />
        ))}
      </ul>
    </details>
  );
}

function EventLine({
  event,
  site,
  register,
}: {
  readonly event: SiteEvent;
  readonly site: Site;
  readonly register: Register;
}) {
  const say = useSitesWords();
  const format = useFormat();
  const words = useFailureWords();
  const day = format.shortDay(event.on);
  const state = stateInWords(say, event.state);
  const place = event.toSite ?? (event.toDistrict === null ? null : register.districtName(event.toDistrict));
  const remove = async () => {
    const outcome = await removeSiteEvent(event.id);
    if (!outcome.ok) return toast(words(outcome.error), "failed");
    register.change((sites) =>
      sites.map((each) => (each.id === site.id ? withoutEvent(each, event.id) : each)),
    );
    toast(say("eventRemoved"));
  };
  return (
    <li>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">
          {say("eventLine", { day, state })}
          {place === null ? null : `, ${say("eventTo", { place })}`}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={say("undoEventOf", { state, day })}
          onClick={() => void remove()}
        >
          {say("undoEvent")}
        </Button>
      </Group>
    </li>
  );
}
