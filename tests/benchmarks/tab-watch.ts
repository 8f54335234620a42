import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";

/** The longest tasks of a page's main thread, in ms. */
export interface LongestTask {
  /** By the clock: what a person feels, and what other work on the machine lengthens. */
  readonly clock: number;
  /** Of the processor. */
  readonly own: number;
}

/** An event of a trace: `ts`, `dur` by the clock and `tdur` of the processor, in µs. */
export interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Runs some work while every task of the page's main thread is noted. */
export async function longestTaskIn(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<LongestTask> {
  return longestOf((await tasksIn(browser, page, work)).tasks);
}

/** The longest of some tasks. */
export function longestOf(tasks: readonly TraceEvent[]): LongestTask {
  const most = (value: (event: TraceEvent) => number | undefined) =>
    Math.round(tasks.reduce((longest, event) => Math.max(longest, value(event) ?? 0), 0) / 1000);
  return { clock: most(({ dur }) => dur), own: most(({ tdur }) => tdur) };
}

/** What a trace holds of the page's main thread. */
export interface Tasks {
  /** In order, none of them within another. */
  readonly tasks: readonly TraceEvent[];
  /** When the page set a mark (`performance.mark`), on the clock of the tasks. */
  readonly markAt: (name: string) => number;
}

/** Every task of the page's main thread, and the page's marks, while some work runs. */
export async function tasksIn(browser: Browser, page: Page, work: () => Promise<void>): Promise<Tasks> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing"] });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString("utf8")) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = trace.traceEvents
    .filter(({ ph, pid, tid, cat }) => ph === "X" && cat !== MARKS && mains.has(`${pid}/${tid}`))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  if (tasks.length === 0) throw new Error("the trace has no task of the page");
  const markAt = (name: string) => {
    const mark = trace.traceEvents.findLast((event) => event.cat === MARKS && event.name === name);
    if (!mark) throw new Error(`the trace has no mark ${name}`);
    return mark.ts;
  };
  return { tasks: outermost(tasks), markAt };
}

const MARKS = "blink.user_timing";

function outermost(tasks: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return tasks.filter(({ ts, dur = 0 }) => {
    const isOuter = ts >= end;
    if (isOuter) end = ts + dur;
    return isOuter;
  });
}

/** Processor time of tasks between two moments of the trace's clock, in ms; of one that is cut, its share by the clock. */
export function workBetween(tasks: readonly TraceEvent[], from: number, to: number): number {
  const within = ({ ts, dur = 0, tdur = 0 }: TraceEvent) => {
    const shared = Math.min(ts + dur, to) - Math.max(ts, from);
    return shared <= 0 || dur === 0 ? 0 : tdur * (shared / dur);
  };
  return tasks.reduce((sum, task) => sum + within(task), 0) / 1000;
}

/** Hundredths of a second of the processor: the unit of /proc on Linux. */
const TICKS_A_SECOND = 100;

/** Seconds of the processor that a process has used, all its threads together. */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in brackets, may hold blanks; user and system time are the 12th and 13th words after it.
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(words[11]) + Number(words[12])) / TICKS_A_SECOND;
}

/** Processes of open pages. */
export async function tabsOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

const EVERY_MS = 200;

/** Watches how much memory the tabs' largest process takes (its share of shared pages included); the answer ends it. */
export function watchMemory(tabs: readonly number[]): () => number {
  let peak = 0;
  const look = () => {
    for (const pid of tabs) peak = Math.max(peak, megabytesOf(pid));
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    look();
    return Math.round(peak);
  };
}

/** Proportional set size of a process, in MB (1,000,000 bytes); 0 once it has ended. */
function megabytesOf(pid: number): number {
  try {
    const kb = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return (Number(kb) * 1024) / 1e6;
  } catch {
    return 0;
  }
}
