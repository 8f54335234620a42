import { PGlite } from "@electric-sql/pglite";
import { execSync } from "node:child_process";
const db = await PGlite.create({ dataDir: "/tmp/r2/full/e", relaxedDurability: false });
await db.exec("create table t (x text); create table u (id int primary key, x text); insert into u select g, 'x' from generate_series(1, 1000) g");
console.log(execSync("ls -la /tmp/r2/full/e/pg_wal; (dd if=/dev/zero of=/tmp/r2/full/fill bs=1M count=52; true) 2>&1 | tail -1; df /tmp/r2/full | tail -1").toString());
const t = <T>(p: Promise<T>) => Promise.race([p.then((x) => "ok" , (e) => `${e.constructor.name} ${e.code} ${e.message} ${e.errno}`), new Promise((r) => setTimeout(() => r("hang"), 15000))]);
for (let n = 0; n < 600; n++) {
  const r = await t(db.exec("update u set x = repeat(chr(97 + (random()*20)::int), 300)"));
  if (r !== "ok") { console.log(n, r); break; }
}
for (const q of ["rollback", "select count(*) from u", "update u set x = 'y'"]) console.log(q, await t(db.query(q)));
console.log(await t(db.close())); 
execSync("rm -f /tmp/r2/full/fill");
const again = await PGlite.create({ dataDir: "/tmp/r2/full/e" });
console.log(JSON.stringify((await again.query("select count(*), max(length(x)) from u")).rows));
process.exit();
