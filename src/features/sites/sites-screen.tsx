import { Button, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { MapScreen } from "../../ui/map-screen.tsx";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { EventForm } from "./event-form.tsx";
import { MergeForm } from "./merge-form.tsx";
import { Opening } from "./opening.tsx";
import { SiteCard } from "./site-card.tsx";
import { SiteForm } from "./site-form.tsx";
import { type Register, useRegister } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";
import "./sites.css";

const DistrictMap = lazy(async () => ({ default: (await import("./district-map.tsx")).DistrictMap }));

interface SitesScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Lieux de vie: the register, opened district by district; no site is ever drawn on a map. */
export function SitesScreen({ member, links }: SitesScreenProps) {
  const say = useSitesWords();
  const register = useRegister(member);
  if (register.kind === "waiting") return <Waiting />;
  if (register.kind === "failed") return <Failure code={register.error} retry={register.retry} />;
  if (register.value.districts.length === 0) {
    const draw = (
      <Button component={Link} href={`${links.team}?vue=secteurs&secteur=nouveau`}>
        {say("drawSector")}
      </Button>
    );
    return (
      <Empty order={1} title={say("title")} action={draw}>
        {say("noSector")}
      </Empty>
    );
  }
  return <Room member={member} links={links} register={register.value} />;
}

function Room({ member, links, register }: SitesScreenProps & { readonly register: Register }) {
  const say = useSitesWords();
  const sayUi = useUiWords();
  const [failure, setFailure] = useState<MapFailure>();
  const { doing, opened } = register;
  return (
    <>
      <p className="sites-no-print">{say("noPrint")}</p>
      <MapScreen
        panelTitle={say("title")}
        startsOpen
        map={
          <>
            <h1 className="rp-hidden">{say("title")}</h1>
            {failure ? (
              <p role="alert">{sayUi("noMap")}</p>
            ) : (
              <Suspense fallback={null}>
                <DistrictMap register={register} onUnavailable={setFailure} />
              </Suspense>
            )}
          </>
        }
        panel={
          <div className="sites-panel">
            {doing === "reading" ? (
              <Reading register={register} links={links} />
            ) : (
              <Writing register={register} today={member.organisation.today} />
            )}
          </div>
        }
        foot={
          doing === "reading" && opened ? (
            <Button
              fullWidth
              leftSection={<IconPlus aria-hidden size={18} />}
              onClick={() => register.begin("adding")}
            >
              {say("newSite")}
            </Button>
          ) : undefined
        }
      />
    </>
  );
}

function Reading({ register, links }: { readonly register: Register; readonly links: ScreenLinks }) {
  const say = useSitesWords();
  const { opened } = register;
  return (
    <>
      <Opening register={register} />
      {opened ? (
        <>
          <Text size="sm" c="dimmed" role="status">
            {say("left", { count: opened.left })}
            {opened.hidden > 0 ? ` ${say("hidden", { count: opened.hidden })}` : null}
          </Text>
          {opened.sites.length === 0 ? <Empty title={say("empty")}>{say("emptyHelp")}</Empty> : null}
          {opened.sites.map((site) => (
            <SiteCard key={site.id} site={site} register={register} links={links} />
          ))}
        </>
      ) : null}
    </>
  );
}

function Writing({ register, today }: { readonly register: Register; readonly today: string }) {
  const { doing } = register;
  if (typeof doing === "string") return <SiteForm site={undefined} register={register} today={today} />;
  if ("changing" in doing) return <SiteForm site={doing.changing} register={register} today={today} />;
  if ("telling" in doing) return <EventForm site={doing.telling} register={register} today={today} />;
  return <MergeForm site={doing.merging} register={register} />;
}
