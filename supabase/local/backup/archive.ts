import { once } from "node:events";
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { createGunzip, createGzip } from "node:zlib";
import { Decrypter, Encrypter } from "age-encryption";
import { BackupError } from "./backup-error.ts";

/**
 * Writes lines into a file, packed (gzip) and then encrypted (age) to everyone of the recipients. The file has its name
 * once it is whole and on the disk; nothing unencrypted ever touches the disk.
 */
export async function writeArchive(
  file: string,
  recipients: readonly string[],
  work: (write: (lines: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const age = new Encrypter();
  for (const recipient of recipients) age.addRecipient(recipient);
  const part = `${file}.part`;
  const packed = createGzip();
  // A second stream, since the web stream made of it must not be asked before it is written to.
  const through = packed.pipe(new PassThrough());
  const sealed = await age.encrypt(Readable.toWeb(through) as ReadableStream<Uint8Array>);
  const written = pipeline(
    Readable.fromWeb(sealed as NodeReadableStream),
    createWriteStream(part, { mode: 0o600 }),
  );
  written.catch(() => undefined);
  try {
    await work(async (lines) => {
      if (!packed.write(lines)) await Promise.race([once(packed, "drain"), written]);
    });
    packed.end();
    await written;
    await ontoDisk(part);
    renameSync(part, file);
  } catch (error) {
    packed.destroy();
    through.destroy();
    await written.catch(() => undefined);
    rmSync(part, { force: true });
    throw error;
  }
}

async function ontoDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync();
  await handle.close();
}

/**
 * The lines of a backup, in order.
 *
 * @throws BackupError `no_file`, `not_a_backup`, `wrong_identity`, or `cut_short` where the file ends early or was changed.
 */
export async function* readArchive(file: string, identity: string): AsyncGenerator<string> {
  if (!existsSync(file)) throw new BackupError("no_file", file);
  const age = new Decrypter();
  age.addIdentity(identity);
  const source = createReadStream(file);
  const plain = await age
    .decrypt(Readable.toWeb(source) as ReadableStream<Uint8Array>)
    .catch((error: unknown) => {
      source.destroy();
      throw openingFault(error, file);
    });
  const unpacked = createGunzip();
  const flowing = pipeline(Readable.fromWeb(plain as NodeReadableStream), unpacked);
  flowing.catch(() => undefined);
  try {
    yield* createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY });
    await flowing;
    await finished(unpacked);
  } catch {
    throw new BackupError("cut_short", file);
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

function openingFault(error: unknown, file: string): BackupError {
  const said = error instanceof Error ? error.message : "";
  const isForOthers = /no identity matched/i.test(said);
  return new BackupError(isForOthers ? "wrong_identity" : "not_a_backup", file);
}
