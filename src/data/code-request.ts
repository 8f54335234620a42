/** Asks the person for a code of the second factor; true once the session has one. */
type CodeRequest = () => Promise<boolean>;

let ask: CodeRequest | undefined;
let asked: Promise<boolean> | undefined;

/** Sets how this process asks for a code (a dialog of the page, a line of the terminal); returns how to stop. */
export function answerCodeRequests(request: CodeRequest): () => void {
  ask = request;
  return () => {
    if (ask === request) ask = undefined;
  };
}

/** Asks for a code once, however many calls wait for it; false where nobody can be asked or nothing was given. */
export function askForCode(): Promise<boolean> {
  if (!ask) return Promise.resolve(false);
  asked ??= ask()
    .catch(() => false)
    .finally(() => {
      asked = undefined;
    });
  return asked;
}
