import { Select } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Detected } from "../../exchange/mapping.ts";
import { isNamedPlace, placeRoleOf } from "../../exchange/read-place.ts";
import { searchCrs, settle } from "./import-job.ts";
import type { CrsName } from "./reader-protocol.ts";
import { useFilesWords } from "./use-files-words.ts";

/** The coordinate system: those that fit the file first, any other by its number or name. */
export function CrsField({ detected }: { readonly detected: Detected }) {
  const say = useFilesWords();
  const { mapping, possibleSrids } = detected;
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly CrsName[]>([]);
  const chosen = mapping.srid;
  useEffect(() => {
    let isLatest = true;
    const also = chosen === null ? possibleSrids : [...new Set([chosen, ...possibleSrids])];
    // The chosen one's own words in the box are no search.
    const words = query.startsWith("EPSG:") ? "" : query;
    void searchCrs(words, also).then((names) => {
      if (isLatest) setFound(names);
    });
    return () => {
      isLatest = false;
    };
  }, [query, chosen, possibleSrids]);
  const isNamed = isNamedPlace(placeRoleOf(mapping.columns));
  if (isNamed) return null;
  return (
    <Select
      label={say("crs")}
      placeholder={say("crsFind")}
      searchable
      searchValue={query}
      onSearchChange={setQuery}
      filter={({ options }) => options}
      nothingFoundMessage={say("crsNone")}
      data={found.map(({ srid, name }) => ({ value: String(srid), label: `EPSG:${srid} · ${name}` }))}
      value={chosen === null ? null : String(chosen)}
      allowDeselect={false}
      onChange={(value) => {
        if (value !== null) void settle({ srid: Number(value) });
      }}
    />
  );
}
