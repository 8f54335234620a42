/** `npm run types`: writes src/data/database.types.ts from the logic, with a private PostgreSQL. */
import { writeFileSync } from "node:fs";
import { findPostgres, startCluster } from "../local/harness/native-cluster.ts";
import { prepareTemplate } from "../local/harness/prepared.ts";
import { generateTypes, TYPES_FILE } from "./generate-types.ts";

const found = findPostgres();
if ("absent" in found) {
  console.error(`npm run types needs PostgreSQL with PostGIS: ${found.absent}`);
  process.exitCode = 1;
} else {
  const cluster = startCluster(found.bin);
  try {
    await prepareTemplate(cluster.folder);
    writeFileSync(TYPES_FILE, generateTypes(cluster.folder));
    console.log(TYPES_FILE);
  } finally {
    cluster.stop();
  }
}
