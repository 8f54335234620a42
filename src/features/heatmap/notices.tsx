import { useState } from "react";
import { readConfig } from "../../data/client.ts";
import { useAnswer } from "../../data/use-answer.ts";
import { succeed } from "../../domain/outcome.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { useHeatWords } from "./use-heat-words.ts";

export interface MapNotices {
  /** Whether the settings are known: only then is it known which map to start. */
  readonly isKnown: boolean;
  readonly styleUrl: string | undefined;
  readonly failure: MapFailure | undefined;
  readonly hosts: readonly string[];
  readonly onUnavailable: (failure: MapFailure) => void;
  readonly onForeignHosts: (hosts: readonly string[]) => void;
}

/** The style that is set, and what must be said about the background or the map itself. */
export function useNotices(): MapNotices {
  const [failure, onUnavailable] = useState<MapFailure>();
  const [hosts, onForeignHosts] = useState<readonly string[]>([]);
  const config = useAnswer(["config"], async () => succeed(await readConfig()), {
    freshMs: Number.POSITIVE_INFINITY,
  });
  const style = config.kind === "ready" ? config.value.style : "";
  const isKnown = config.kind !== "waiting";
  const styleUrl = style === "" ? undefined : style;
  return { isKnown, styleUrl, failure, hosts, onUnavailable, onForeignHosts };
}

/** Over the map: that there is none, or that its background comes from elsewhere. */
export function Notices({ notices: { failure, hosts } }: { readonly notices: MapNotices }) {
  const say = useHeatWords();
  return (
    <div className="heat-notices">
      {failure ? <p role="alert">{say(failure === "no-webgl" ? "noMap" : "noStyle")}</p> : null}
      {hosts.length > 0 ? <p role="status">{say("foreign", { hosts: hosts.join(", ") })}</p> : null}
    </div>
  );
}
