import { strToU8, zipSync } from "fflate";
import { harmless } from "./csv-out.ts";

/** A cell of a workbook that leaves; a day (`YYYY-MM-DD`) becomes a date that a spreadsheet can sort and filter. */
type SheetOutCell = string | number | null | { readonly day: string };

export interface SheetOut {
  readonly name: string;
  /** The first row is the header: bold, and stays in sight. */
  readonly rows: readonly (readonly SheetOutCell[])[];
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/**
 * A workbook (ECMA-376, transitional) as Excel and LibreOffice open it without repair. Words are inline strings,
 * which no spreadsheet evaluates; still none begins like a formula, since a workbook may be saved as CSV.
 */
export function workbookOf(sheets: readonly SheetOut[]): Uint8Array {
  const parts: Record<string, string> = {
    "[Content_Types].xml": `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${sheets.map((_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`).join("")}<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name }, at) => `<sheet name="${escaped(sheetName(name))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join("")}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    "xl/styles.xml": STYLES,
  };
  for (const [at, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet);
  const packed = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)] as const);
  return zipSync(Object.fromEntries(packed));
}

/** With the style *Normal* that readers (openpyxl 3.1) miss otherwise. Cell formats by index: 0 plain, 1 bold (header), 2 a date in the reader's own short form (built-in 14). */
const STYLES = `<styleSheet ${MAIN}><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function sheetXml({ rows, widths }: SheetOut): string {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const view =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
  const data = rows.map((cells, at) => {
    const xml = cells.map((cell, column) => cellXml(cell, `${letters(column)}${at + 1}`, at === 0 ? 1 : 0));
    return `<row r="${at + 1}">${xml.join("")}</row>`;
  });
  return `<worksheet ${MAIN}>${view}<cols>${columns.join("")}</cols><sheetData>${data.join("")}</sheetData></worksheet>`;
}

function cellXml(cell: SheetOutCell, address: string, style: 0 | 1): string {
  if (cell === null) return "";
  if (typeof cell === "number") return `<c r="${address}" s="${style}"><v>${cell}</v></c>`;
  if (typeof cell === "object") return `<c r="${address}" s="2"><v>${serialOf(cell.day)}</v></c>`;
  return `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(cell))}</t></is></c>`;
}

/** Days since 1899-12-30: Excel's calendar of 1900 from 1 March 1900 on. */
function serialOf(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

/** XML text; characters that XML 1.0 cannot hold are dropped. */
function escaped(text: string): string {
  const clean = [...text].filter((letter) =>
    /[\t\n\r\u0020-\ud7ff\ue000-\ufffd]|[\u{10000}-\u{10ffff}]/u.test(letter),
  );
  return clean
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Excel takes 31 characters, none of `[]:*?/\`, and no apostrophe at either end. */
function sheetName(name: string): string {
  return name
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/^'+/, "")
    .slice(0, 31)
    .replace(/'+$/, "");
}

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? letters(rest - 1) : "") + String.fromCharCode(65 + (column % 26));
}
