import { Button, Group } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import type { CallError } from "../../data/call.ts";
import { closeMemory, openMemory, useMemories } from "../../data/memory-desk.ts";
import type { Sector } from "../../data/sectors.ts";
import { Failure } from "../../ui/failure.tsx";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** Openings that an account has in a day (privacy.md, "Working memory"). */
const OPENINGS = 12;

/** Opening the working memory of a sector: an act of its own, which says that it is counted and logged. */
export function MemoryBox({ unreached: { own, address } }: { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  const memories = useMemories();
  const asked = own.filter(({ id }) => !address.sector || id === address.sector);
  const opened = asked.filter(({ id }) => memories.has(id)).length;
  const state = opened === 0 ? say("memoryClosed") : say("memoryOpened", { count: opened });
  return (
    <details className="memory" open={address.memory || opened > 0}>
      <summary>
        <strong>{say("memory")}</strong> {state}
      </summary>
      {opened > 0 ? null : <p className="unreached-note">{`${say("memoryHelp")} ${say("memoryNone")}`}</p>}
      <p className="unreached-note">{say("memoryCounted")}</p>
      {asked.map((sector) => (
        <SectorMemory key={sector.id} sector={sector} />
      ))}
    </details>
  );
}

function SectorMemory({ sector: { id, name } }: { readonly sector: Sector }) {
  const say = useUnreachedWords();
  const memory = useMemories().get(id);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<CallError>();
  const open = async () => {
    setIsBusy(true);
    const outcome = await openMemory(id);
    setIsBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
  };
  if (memory) {
    return (
      <div className="memory-open" role="status">
        <Group justify="space-between" wrap="nowrap">
          <span>{say("memoryIsOpen", { sector: name, used: OPENINGS - memory.openingsLeft })}</span>
          <Button
            flex="none"
            size="xs"
            variant="default"
            aria-label={say("memoryCloseOne", { sector: name })}
            onClick={() => closeMemory(id)}
          >
            {say("memoryClose")}
          </Button>
        </Group>
        {memory.fallback ? <p className="unreached-note">{say("memoryFallback")}</p> : null}
      </div>
    );
  }
  return (
    <>
      <Button
        variant="default"
        fullWidth
        justify="flex-start"
        loading={isBusy}
        leftSection={<IconEye aria-hidden size={18} />}
        onClick={() => void open()}
      >
        {say("memoryOpen", { sector: name })}
      </Button>
      <MemoryRefusal error={error} retry={() => void open()} />
    </>
  );
}

/** A code is asked for at the door to the server: what comes through here was not given one, or has no opening left. */
function MemoryRefusal({
  error,
  retry,
}: {
  readonly error: CallError | undefined;
  readonly retry: () => void;
}) {
  const say = useUnreachedWords();
  if (!error) return null;
  if (error === "too_many") return <p role="alert">{say("memoryTooMany")}</p>;
  return <Failure code={error} retry={retry} />;
}
