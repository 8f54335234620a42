import { readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { generateTypes, TYPES_FILE } from "../../check/generate-types.ts";

const native = inject("nativePostgres");
const absent = "absent" in native ? native.absent : undefined;

test.skipIf(absent !== undefined)(`the page's types are those of the logic (${absent ?? "postgres"})`, () => {
  const folder = "folder" in native ? native.folder : "";
  expect(readFileSync(TYPES_FILE, "utf8"), "run npm run types").toBe(generateTypes(folder));
});
