import { useLocation } from "wouter";
import type { Member } from "../../data/me.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { Failure } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { OwnRounds } from "./own-rounds.tsx";
import { RoundsBoard } from "./rounds-board.tsx";
import { type SheetPlace, SheetScreen } from "./sheet-screen.tsx";
import { useBoard } from "./use-board.ts";
import "./rounds.css";

interface RoundsScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
}

/** Tournées: the week as a calendar for a lead, today's own rounds for an educator, and the sheet of one round. */
export function RoundsScreen({ member, links }: RoundsScreenProps) {
  const [path] = useLocation();
  const place = sheetPlace(path, links.rounds);
  if (place) return <SheetScreen member={member} links={links} place={place} />;
  if (member.role !== "lead") return <OwnRounds member={member} links={links} />;
  return <LeadRounds member={member} links={links} />;
}

function LeadRounds({ member, links }: RoundsScreenProps) {
  const board = useBoard(member, links);
  if (board.kind === "waiting") return <Waiting />;
  if (board.kind === "failed") return <Failure code={board.error} retry={board.retry} />;
  return <RoundsBoard board={board.value} />;
}

/** `/tournees/feuille/2026-12-09/ID` */
function sheetPlace(path: string, home: string): SheetPlace | undefined {
  const rest = path.startsWith(`${home}/feuille/`) ? path.slice(home.length + 9).split("/") : [];
  const [day = "", round = ""] = rest;
  return /^20\d\d-\d\d-\d\d$/.test(day) && round !== "" ? { day, round } : undefined;
}
