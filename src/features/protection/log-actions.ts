import { logWordsFr } from "./log-words.fr.ts";

type ActionWord = Extract<keyof typeof logWordsFr, `act_${string}`>;

/** Words of an action, or undefined for one that this version of the page does not know. */
export function actionWord(action: string): ActionWord | undefined {
  const word = `act_${action}`;
  return Object.hasOwn(logWordsFr, word) ? (word as ActionWord) : undefined;
}

/** Every action that has words. */
export const ACTIONS: readonly { readonly action: string; readonly word: ActionWord }[] = Object.keys(
  logWordsFr,
)
  .map((key) => key.replace(/^act_/, ""))
  .flatMap((action) => {
    const word = actionWord(action);
    return word ? [{ action, word }] : [];
  });

type CountWord = Extract<keyof typeof logWordsFr, `count_${string}`>;

/** Words of a row count's name, or undefined for one without words: it is not shown. */
export function countWord(name: string): CountWord | undefined {
  const word = `count_${name}`;
  return Object.hasOwn(logWordsFr, word) ? (word as CountWord) : undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is an identifier as the log has them. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
