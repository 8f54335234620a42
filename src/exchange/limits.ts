/** Largest file that is opened, in bytes. */
export const MAX_BYTES = 64 * 1024 * 1024;
/** Largest sum of an XLSX file's unpacked parts, in bytes: 100,000 rows of 20 columns unpack to about 80 MB. */
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** Most data rows of one file. */
export const MAX_ROWS = 250_000;
/** Most columns of one file. */
export const MAX_COLUMNS = 500;
/** Longest cell, in characters: Excel's own limit. A longer one is mostly a quote that never closes. */
export const MAX_CELL_CHARACTERS = 32_767;
/** Rows looked at to recognise columns, formats and coordinate systems. */
export const SAMPLE_ROWS = 2000;
