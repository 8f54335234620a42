import { useRef } from "react";
import { readNews } from "../../data/phone-desk.ts";
import type { OpenPhone, PhoneNews } from "../../data/phone-state.ts";
import { useToastsBelow } from "../../ui/toasts.tsx";
import { type FieldSay, useFieldWords } from "./use-field-words.ts";

/** What waits to be sent, and what happened without being asked for. */
export function StatusBar({ phone }: { readonly phone: OpenPhone }) {
  const say = useFieldWords();
  const bar = useRef<HTMLParagraphElement>(null);
  useToastsBelow(bar);
  const waiting = phone.entries.filter(({ refusal }) => refusal === null).length;
  const isStuck = phone.sending === "session_over" || phone.sending === "not_allowed";
  const state =
    waiting === 0 ? (isStuck || phone.sending === "offline" ? "" : say("allSent")) : stateOf(phone, say);
  return (
    <>
      <p ref={bar} className="field-status" role="status" data-sending={phone.sending}>
        {waiting > 0 ? <strong>{say("unsent", { count: waiting })}</strong> : null}
        <span>{state}</span>
      </p>
      <News news={phone.news} />
    </>
  );
}

function stateOf({ sending }: OpenPhone, say: FieldSay): string {
  return sending === "idle" ? say("sending") : say(sending);
}

function News({ news }: { readonly news: PhoneNews }) {
  const say = useFieldWords();
  const lines = newsLines(news, say);
  if (lines.length === 0) return null;
  return (
    <section className="field-news" role="alert" aria-label={say("news")}>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <button type="button" className="field-button" onClick={readNews}>
        {say("readNews")}
      </button>
    </section>
  );
}

function newsLines({ late, wiped, broken, daysLeft, isLow }: PhoneNews, say: FieldSay): string[] {
  return [
    late > 0 ? say("late", { count: late }) : "",
    wiped > 0 ? say("wiped", { count: wiped }) : "",
    broken > 0 ? say("broken", { count: broken }) : "",
    daysLeft === null ? "" : say("daysLeft", { count: daysLeft }),
    isLow ? say("isLow") : "",
  ].filter((line) => line !== "");
}
