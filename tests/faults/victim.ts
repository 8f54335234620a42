/**
 * A server in a process of its own, to be killed: the product's own start on a data folder, without building the page.
 * Its one argument is a `VictimWish` as JSON; it writes JSON lines to standard output: `{"step"}` and then `{"url"}`.
 */
import type { PostgresOptions } from "../../supabase/local/database/postgres.ts";
import { startServer } from "../../supabase/local/server.ts";

export interface VictimWish {
  readonly data: string;
  readonly secrets: string;
  readonly postgres?: PostgresOptions | undefined;
}

const wish = JSON.parse(process.argv[2] ?? "") as VictimWish;
const tell = (said: Readonly<Record<string, string>>) => process.stdout.write(`${JSON.stringify(said)}\n`);

try {
  const server = await startServer({
    data: wish.data,
    port: 0,
    page: wish.data,
    postgres: wish.postgres,
    env: { REPERE_SECRETS: wish.secrets },
    progress: {
      during: (step, work) => {
        tell({ step });
        return work(() => undefined);
      },
      notice: () => undefined,
    },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
  tell({ url: server.url });
} catch (error) {
  const fault = error instanceof Error && "fault" in error ? String(error.fault) : String(error);
  tell({ fault });
  process.exit(1);
}
