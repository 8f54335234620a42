import type { Progress } from "./progress.ts";
import type { StartWords } from "./start-words.ts";

/** Where the lines go. */
interface Paper {
  write(text: string): unknown;
}

const SHOW_AFTER_MS = 1000;
const REPEAT_AFTER_MS = 5000;

/** Steps that last over a second are shown: when they pass it, as they go on, and when they end. */
export function paperProgress(words: StartWords, paper: Paper): Progress {
  return {
    notice: (notice, facts = {}) => {
      paper.write(`! ${words.notices[notice](facts)}\n`);
    },
    during: async (step, work) => {
      const began = performance.now();
      const name = words.steps[step];
      let share = "";
      let shown = false;
      const show = () => {
        shown = true;
        paper.write(`… ${name}${share}\n`);
      };
      const first = setTimeout(show, SHOW_AFTER_MS);
      const again = setInterval(show, REPEAT_AFTER_MS);
      try {
        return await work((done, total) => {
          share = total > 0 ? ` ${Math.floor((100 * done) / total)} %` : "";
        });
      } finally {
        clearTimeout(first);
        clearInterval(again);
        if (shown) paper.write(`✓ ${name} (${words.seconds((performance.now() - began) / 1000)})\n`);
      }
    },
  };
}
