import { Select, Switch, Text, Title } from "@mantine/core";
import { PLACE_KINDS } from "../../domain/place-kind.ts";
import { SLOTS } from "../../domain/slot.ts";
import { DATE_FORMATS, type DateFormat } from "../../exchange/dates.ts";
import type { Detected } from "../../exchange/mapping.ts";
import { DECIMAL_MARKS } from "../../exchange/numbers.ts";
import { CrsField } from "./crs-field.tsx";
import { CutFields } from "./cut-fields.tsx";
import { settle } from "./import-job.ts";
import type { Chosen } from "./import-state.ts";
import { useFilesWords } from "./use-files-words.ts";

const FORMAT_NAMES = {
  "YYYY-MM-DD": "yearFirst",
  "DD/MM/YYYY": "dayFirst",
  "MM/DD/YYYY": "monthFirst",
  YYYYMMDD: "compact",
  "excel-1900": "serial1900",
  "excel-1904": "serial1904",
  "epoch-s": "epochS",
  "epoch-ms": "epochMs",
} as const satisfies Record<DateFormat, string>;

/** Lines offered as header: titles and notes above a table seldom take more. */
const HEADER_LINES = 20;

/** What was detected, field by field; each can be corrected. */
export function DetectedForm({ chosen, detected }: { readonly chosen: Chosen; readonly detected: Detected }) {
  const say = useFilesWords();
  const { kind, encoding, delimiter, rows } = detected;
  const choices = {
    ...(encoding ? { encoding } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(chosen.choices.sheet === undefined ? {} : { sheet: chosen.choices.sheet }),
  };
  return (
    <section aria-labelledby="compris">
      <Title order={3} id="compris">
        {say("detectedTitle")}
      </Title>
      <Text c="dimmed" size="xs" mb="sm">
        {chosen.file.name} · {kind.toUpperCase()} · {say("rows", { count: rows })}
        {". "}
        {say("detectedHelp")}
      </Text>
      <div className="files-fields">
        <CutFields choices={choices} kind={kind} />
        <HeaderField detected={detected} />
        <DateField detected={detected} />
        <CrsField detected={detected} />
        <DecimalField detected={detected} />
        <Fallbacks detected={detected} />
      </div>
    </section>
  );
}

interface Field {
  readonly detected: Detected;
}

function HeaderField({ detected: { kind, mapping } }: Field) {
  const say = useFilesWords();
  if (kind === "geojson") return null;
  const last = Math.max(HEADER_LINES, mapping.headerLine ?? 0);
  const lines = Array.from({ length: last }, (_, at) => String(at + 1));
  return (
    <Select
      label={say("headerLine")}
      data={[{ value: "0", label: say("noHeader") }, ...lines]}
      value={String(mapping.headerLine ?? 0)}
      allowDeselect={false}
      // Other titles are other columns: what was settled about them is forgotten.
      onChange={(value) => void settle({ headerLine: Number(value) || null }, "forget columns")}
    />
  );
}

function DateField({ detected: { mapping, problems } }: Field) {
  const say = useFilesWords();
  if (problems.includes("no_date_column")) return null;
  return (
    <Select
      label={say("dateFormat")}
      data={DATE_FORMATS.map((value) => ({ value, label: say(FORMAT_NAMES[value]) }))}
      value={mapping.dateFormat}
      allowDeselect={false}
      onChange={(value) => {
        const dateFormat = DATE_FORMATS.find((each) => each === value);
        if (dateFormat) void settle({ dateFormat });
      }}
    />
  );
}

function DecimalField({ detected: { kind, mapping } }: Field) {
  const say = useFilesWords();
  if (kind === "geojson") return null;
  return (
    <Select
      label={say("decimal")}
      data={DECIMAL_MARKS.map((value) => ({ value, label: say(value === "." ? "point" : "comma") }))}
      value={mapping.decimal}
      allowDeselect={false}
      onChange={(value) => {
        const decimal = DECIMAL_MARKS.find((each) => each === value);
        if (decimal) void settle({ decimal });
      }}
    />
  );
}

/** Values of rows that tell none themselves. */
function Fallbacks({ detected: { mapping, problems } }: Field) {
  const say = useFilesWords();
  const roles = Object.values(mapping.columns);
  const asksSlot = problems.includes("needs_slot") || mapping.slot !== null || roles.includes("slot");
  return (
    <>
      {asksSlot ? (
        <Select
          label={say("slot")}
          data={[
            { value: "", label: say("slotNone") },
            ...SLOTS.map((value) => ({ value, label: say(value) })),
          ]}
          value={mapping.slot ?? ""}
          allowDeselect={false}
          onChange={(value) => void settle({ slot: SLOTS.find((each) => each === value) ?? null })}
        />
      ) : null}
      <Select
        label={say("placeKind")}
        data={PLACE_KINDS.map((value) => ({ value, label: say(value) }))}
        value={mapping.placeKind}
        allowDeselect={false}
        onChange={(value) => {
          const placeKind = PLACE_KINDS.find((each) => each === value);
          if (placeKind) void settle({ placeKind });
        }}
      />
      {mapping.srid === null ? null : (
        <Switch
          label={say("swapped")}
          checked={mapping.isSwapped}
          onChange={(event) => void settle({ isSwapped: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
