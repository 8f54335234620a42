import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { gridOf, type Member } from "../../data/me.ts";
import type { OpenPhone } from "../../data/phone-state.ts";
import { accountOfSession } from "../../data/session.ts";
import { mapGrid } from "../../map/map-grid.ts";
import { useCellNames } from "../../map/use-cell-names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { useLanguage } from "../../ui/words.ts";
import { BeginRound } from "./begin-round.tsx";
import { DayPage } from "./day-page.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { StatusBar } from "./status-bar.tsx";
import { useFieldWords } from "./use-field-words.ts";
import { useInstitutionWords } from "./use-institution-words.ts";
import { usePhone } from "./use-phone.ts";
import "./field.css";

const InstitutionPage = lazy(async () => ({
  default: (await import("./institution-page.tsx")).InstitutionPage,
}));

/** *Saisie*: the round in the field, phone first, also without network and after the session is over (`account`). */
export function FieldScreen({ member, account }: { readonly member: Member; readonly account?: string }) {
  const [isInstitutions, setIsInstitutions] = useState(false);
  const phone = usePhone(member, account ?? accountOfSession() ?? member.id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable).
    <div className="field" tabIndex={0}>
      <div className="field-page">
        {isInstitutions ? (
          <Suspense fallback={<Waiting />}>
            <InstitutionPage member={member} onClose={() => setIsInstitutions(false)} />
          </Suspense>
        ) : (
          <Inside member={member} phone={phone}>
            {account === undefined ? <Elsewhere onOpen={() => setIsInstitutions(true)} /> : null}
          </Inside>
        )}
      </div>
    </div>
  );
}

/** What is counted at a desk, signed in: not a part of the round. */
function Elsewhere({ onOpen }: { readonly onOpen: () => void }) {
  const say = useInstitutionWords();
  return (
    <button type="button" className="field-button field-elsewhere" onClick={onOpen}>
      {say("open")}
    </button>
  );
}

interface InsideProps<Phone> {
  readonly member: Member;
  readonly phone: Phone;
  /** The way elsewhere, on a page on which nothing is being written. */
  readonly children: ReactNode;
}

function Inside({ member, phone, children }: InsideProps<ReturnType<typeof usePhone>>) {
  const say = useFieldWords();
  if (phone.kind === "closed") return <Waiting />;
  if (phone.kind === "unusable") {
    return (
      <>
        <Empty order={1} title={say(phone.why)}>
          {say(`${phone.why}Help`)}
        </Empty>
        {children}
      </>
    );
  }
  return (
    <Opened member={member} phone={phone}>
      {children}
    </Opened>
  );
}

function Opened({ member, phone, children }: InsideProps<OpenPhone>) {
  const say = useFieldWords();
  const grid = useFieldGrid(member);
  if (!phone.kept) {
    return (
      <>
        <StatusBar phone={phone} />
        <Empty order={1} title={say("noDay")}>
          {say("noDayHelp")}
        </Empty>
        {children}
      </>
    );
  }
  if (phone.kept.day.rounds.length + phone.kept.begun.length === 0) {
    return (
      <>
        <StatusBar phone={phone} />
        <Empty order={1} title={say("noRound")}>
          {say("noRoundHelp")}
        </Empty>
        <BeginRound kept={phone.kept}>{children}</BeginRound>
      </>
    );
  }
  return (
    <DayPage phone={phone} kept={phone.kept} grid={grid}>
      {children}
    </DayPage>
  );
}

function useFieldGrid(member: Member): FieldGrid {
  const [language] = useLanguage();
  const given = useMemo(() => {
    const whole = gridOf(member.organisation);
    const { proj4, ...definition } = whole;
    return { snap: whole, drawn: mapGrid(definition, proj4) };
  }, [member.organisation]);
  const nameOf = useCellNames(given.drawn, language);
  return useMemo(() => ({ ...given, nameOf }), [given, nameOf]);
}
