/** Around Paris, in degrees; about 3,000 cells of 1 km are within. */
const WEST = 2.0;
const SOUTH = 48.65;
const WIDTH = 0.75;
const HEIGHT = 0.45;
const DAYS = 700;
const KINDS = ["errance", "activité", "lieu de vie"] as const;
/** Irrational steps spread points evenly without a generator: the same file each time. */
const STEP_LON = 0.754_877_666;
const STEP_LAT = 0.569_840_29;

/** An invented CSV file, as a spreadsheet in French saves it: semicolons, decimal commas. Nobody in it exists. */
export function inventedRows(rows: number, lastDay: string): string {
  const lines = ["date;heure;latitude;longitude;nombre de jeunes;type de lieu;remarque"];
  for (let at = 0; at < rows; at++) {
    const day = new Date(Date.parse(lastDay) - (at % DAYS) * 86_400_000).toISOString().slice(0, 10);
    const [year, month, date] = day.split("-");
    const lat = SOUTH + HEIGHT * ((at * STEP_LAT) % 1);
    const lon = WEST + WIDTH * ((at * STEP_LON) % 1);
    const time = `${String(8 + (at % 14)).padStart(2, "0")}:${String((at * 7) % 60).padStart(2, "0")}`;
    const place = `${comma(lat)};${comma(lon)}`;
    lines.push(`${date}/${month}/${year};${time};${place};${at % 5};${KINDS[at % 3]};INVENTÉ`);
  }
  return `${lines.join("\n")}\n`;
}

function comma(degrees: number): string {
  return degrees.toFixed(6).replace(".", ",");
}
