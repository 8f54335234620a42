type Value = string | number | boolean | undefined;

/** One column of a list as the text of a PostgreSQL array: what both drivers pass untouched. */
export function column<T>(rows: readonly T[], value: (row: T, at: number) => Value): string {
  return arrayText(rows.map(value));
}

/** Values as the text of a PostgreSQL array; undefined is null. */
export function arrayText(values: readonly Value[]): string {
  return `{${values.map(elementText).join(",")}}`;
}

function elementText(value: Value): string {
  if (value === undefined) return "NULL";
  if (typeof value !== "string") return String(value);
  return /^[\w:.+?-]+$/.test(value) && value.toUpperCase() !== "NULL"
    ? value
    : `"${value.replaceAll(/[\\"]/g, (sign) => `\\${sign}`)}"`;
}
