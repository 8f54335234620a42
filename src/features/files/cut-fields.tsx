import { NumberInput, Select } from "@mantine/core";
import type { FileKind } from "../../exchange/kind.ts";
import type { OpenChoices } from "../../exchange/open-file.ts";
import { DELIMITERS, type Delimiter, ENCODINGS } from "../../exchange/table.ts";
import { recut } from "./import-job.ts";
import { useFilesWords } from "./use-files-words.ts";

const DELIMITER_NAMES = { ";": "semicolon", ",": "comma", "\t": "tab", "|": "bar" } as const satisfies Record<
  Delimiter,
  string
>;

/** How the file is cut into rows: encoding and delimiter of a text, sheet of a workbook. A change reads it again. */
export function CutFields({
  choices,
  kind,
}: {
  readonly choices: OpenChoices;
  /** Undefined where the file was refused before its kind mattered. */
  readonly kind: FileKind | undefined;
}) {
  const say = useFilesWords();
  const isText = kind === undefined || kind === "csv" || kind === "geojson";
  return (
    <>
      {isText ? (
        <Select
          label={say("encoding")}
          data={[...ENCODINGS]}
          value={choices.encoding ?? null}
          allowDeselect={false}
          onChange={(value) => {
            const encoding = ENCODINGS.find((each) => each === value);
            if (encoding) recut({ encoding });
          }}
        />
      ) : null}
      {kind === undefined || kind === "csv" ? (
        <Select
          label={say("delimiter")}
          data={DELIMITERS.map((value) => ({ value, label: say(DELIMITER_NAMES[value]) }))}
          value={choices.delimiter ?? null}
          allowDeselect={false}
          onChange={(value) => {
            const delimiter = DELIMITERS.find((each) => each === value);
            if (delimiter) recut({ delimiter });
          }}
        />
      ) : null}
      {kind === undefined || kind === "xlsx" ? (
        <NumberInput
          label={say("sheet")}
          min={1}
          max={500}
          allowDecimal={false}
          value={typeof choices.sheet === "number" ? choices.sheet : 1}
          onChange={(value) => {
            if (typeof value === "number" && value >= 1) recut({ sheet: value });
          }}
        />
      ) : null}
    </>
  );
}
