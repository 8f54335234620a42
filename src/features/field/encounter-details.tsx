import { NativeSelect } from "@mantine/core";
import { useMemo, useState } from "react";
import { type FieldEncounter, NEED_CODES, ORIENTATION_CODES } from "../../domain/field-record.ts";
import { type Cell, coarsen } from "../../domain/grid.ts";
import { useLanguage } from "../../ui/words.ts";
import { Several } from "./choice.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { NameSearch } from "./name-search.tsx";
import { useFieldCodes, useFieldWords } from "./use-field-words.ts";

/** Languages offered (ISO 639); others are left out rather than typed: there is no free text. */
const LANGUAGES =
  "fr ar en ary aeb pt es it de ro rom bg sq sr bs tr ku fa ps ur hi bn pa ta ti am so wo bm ff snk ln sw vi zh ru uk ka".split(
    " ",
  );

interface DetailsProps {
  readonly encounter: FieldEncounter;
  readonly grid: FieldGrid;
  readonly onEdit: (edit: (encounter: FieldEncounter) => FieldEncounter) => void;
}

/** What may be added to an encounter; folded, since nothing of it is needed, and made only when it is unfolded. */
export function EncounterDetails({ encounter, grid, onEdit }: DetailsProps) {
  const say = useFieldWords();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="field-details" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{say("details")}</summary>
      {isOpen ? <Details encounter={encounter} grid={grid} onEdit={onEdit} /> : null}
    </details>
  );
}

function Details({ encounter, grid, onEdit }: DetailsProps) {
  const say = useFieldWords();
  const sayCode = useFieldCodes();
  const change = (part: Partial<FieldEncounter>) => onEdit((now) => ({ ...now, ...part }));
  return (
    <>
      <LanguageSelect value={encounter.language} onChange={(language) => change({ language })} />
      <Several
        label={say("needs")}
        values={NEED_CODES}
        chosen={encounter.needs}
        say={(code) => sayCode(`need_${code}`)}
        onChange={(needs) => change({ needs })}
      />
      <Several
        label={say("orientation")}
        values={ORIENTATION_CODES}
        chosen={encounter.orientation}
        say={(code) => sayCode(`to_${code}`)}
        onChange={(orientation) => change({ orientation })}
      />
      <DistrictField
        label={say("livingDistrict")}
        grid={grid}
        value={encounter.livingDistrict}
        onChange={(livingDistrict) => change({ livingDistrict })}
      />
      <DistrictField
        label={say("previousDistrict")}
        grid={grid}
        value={encounter.previousDistrict}
        onChange={(previousDistrict) => change({ previousDistrict })}
      />
    </>
  );
}

function LanguageSelect({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const say = useFieldWords();
  const [language] = useLanguage();
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "language" });
    return LANGUAGES.map((code) => ({ value: code, label: names.of(code) ?? code }));
  }, [language]);
  return (
    <NativeSelect
      size="md"
      label={say("language")}
      value={value ?? ""}
      data={[{ value: "", label: say("languageNone") }, ...options]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** A district as told, by the name of a place in it: only its 8 km square is kept. */
function DistrictField({
  label,
  grid,
  value,
  onChange,
}: {
  readonly label: string;
  readonly grid: FieldGrid;
  readonly value: Cell | null;
  readonly onChange: (value: Cell | null) => void;
}) {
  const say = useFieldWords();
  const [name, setName] = useState<string>();
  if (value !== null) {
    return (
      <div className="field-row">
        <p className="field-grow">
          {label} <strong>{name ?? grid.nameOf(value)}</strong>
        </p>
        <button type="button" className="field-button" onClick={() => onChange(null)}>
          {say("clear")}
        </button>
      </div>
    );
  }
  return (
    <NameSearch
      label={label}
      help={say("districtHelp")}
      grid={grid}
      onPick={(cell, chosen) => {
        setName(chosen);
        onChange(coarsen(cell, 8));
      }}
    />
  );
}
