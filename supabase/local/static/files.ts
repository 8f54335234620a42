import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import { readsGzip } from "../http/json-answer.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".md": "text/markdown; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".pmtiles": "application/vnd.pmtiles",
};
const PACKED = new Set([
  ".html",
  ".js",
  ".mjs",
  ".css",
  ".json",
  ".webmanifest",
  ".svg",
  ".wasm",
  ".md",
  ".txt",
]);
const LARGEST_PACKED = 16 * 1024 * 1024;

interface Found {
  readonly file: string;
  readonly size: number;
  readonly tag: string;
}

/** The built page: files of a folder, packed once and kept, and the page itself for every other address. */
export class PageFiles {
  private readonly folder: string;
  private readonly packed = new Map<string, Promise<Uint8Array>>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** GET and HEAD of any address: a file, else the page (its own router knows the screen). */
  async answer(c: Context): Promise<Response> {
    const path = decoded(new URL(c.req.url).pathname);
    const found = path === undefined ? undefined : await this.find(path);
    if (found) return this.send(c, found);
    // A missing script must not be answered by a page; nor must what only looks like an address of the API.
    if (path === undefined || extname(path) !== "" || /^\/(auth|rest|local)\//.test(path))
      return c.notFound();
    const page = await this.find("/index.html");
    return page ? this.send(c, page) : c.text("The page is not built yet.", 503);
  }

  private async find(path: string): Promise<Found | undefined> {
    const file = join(this.folder, normalize(path === "/" ? "/index.html" : path));
    if (!file.startsWith(this.folder + sep)) return undefined;
    const facts = await stat(file).catch(() => undefined);
    if (!facts?.isFile()) return undefined;
    const tag = `"${facts.size.toString(36)}-${Math.floor(facts.mtimeMs).toString(36)}"`;
    return { file, size: facts.size, tag };
  }

  private async send(c: Context, found: Found): Promise<Response> {
    const kind = extname(found.file);
    c.header("Content-Type", TYPES[kind] ?? "application/octet-stream");
    // Names in assets/ carry a hash of the content; everything else is asked for again.
    const isHashed = found.file.startsWith(join(this.folder, "assets") + sep);
    c.header("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    c.header("ETag", found.tag);
    if (c.req.header("If-None-Match") === found.tag) return c.body(null, 304);
    if (!PACKED.has(kind) || found.size > LARGEST_PACKED) return sendPart(c, found);
    c.header("Vary", "Accept-Encoding");
    if (!readsGzip(c)) return c.body(new Uint8Array(await readFile(found.file)));
    c.header("Content-Encoding", "gzip");
    return c.body(new Uint8Array(await this.pack(found)));
  }

  private pack({ file, tag }: Found): Promise<Uint8Array> {
    const key = `${file} ${tag}`;
    const known = this.packed.get(key) ?? readFile(file).then(promisify(gzip));
    this.packed.set(key, known);
    known.catch(() => this.packed.delete(key));
    return known;
  }
}

/** A whole file, or one range of it: map tiles in one file (PMTiles) are read in ranges. */
function sendPart(c: Context, { file, size }: Found): Response {
  c.header("Accept-Ranges", "bytes");
  const range = /^bytes=(\d+)-(\d*)$/.exec(c.req.header("Range") ?? "");
  const first = range ? Number(range[1]) : 0;
  const last = range?.[2] ? Math.min(Number(range[2]), size - 1) : size - 1;
  if (range && (first > last || first >= size)) {
    c.header("Content-Range", `bytes */${size}`);
    return c.body(null, 416);
  }
  if (range) c.header("Content-Range", `bytes ${first}-${last}/${size}`);
  c.header("Content-Length", String(Math.max(0, last - first + 1)));
  if (c.req.method === "HEAD" || size === 0) return c.body(null, range ? 206 : 200);
  const stream = Readable.toWeb(createReadStream(file, { start: first, end: last })) as ReadableStream;
  return c.body(stream, range ? 206 : 200);
}

function decoded(path: string): string | undefined {
  try {
    const text = decodeURIComponent(path);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}
