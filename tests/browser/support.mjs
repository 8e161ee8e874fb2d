// A copy of a site with `kuaixun serve` on it, and a browser that notes what its console says.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { inflateRawSync } from "node:zlib";
import { chromium } from "playwright-core";

const PROGRAM = process.env.KUAIXUN_PROGRAM;
const REPOSITORY = process.env.KUAIXUN_REPOSITORY;

/** Copies this repository's own site to a temporary folder. */
export async function copyOfDemo() {
  const root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
  for (const part of ["kuaixun.yaml", "content", "data"]) {
    await cp(path.join(REPOSITORY, part), path.join(root, part), { recursive: true });
  }
  return root;
}

/** Starts the preview of a site; answers its address and how to end it. */
export async function serve(root) {
  const process = spawn(PROGRAM, ["serve", "--port", "0", "--today", "2008-01-01", "--root", root], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: process.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    process.once("exit", () => reject(new Error("the preview did not start")));
  });
  const stop = async () => {
    process.kill();
    await rm(root, { recursive: true, force: true });
  };
  return { address: address.replace(/\/$/, ""), stop };
}

/** A server as plain as they come: the files of a folder below `prefix`, and its 404 page. */
export async function serveFolder(folder, prefix) {
  const types = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", jpg: "image/jpeg" };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const name = pathname.startsWith(prefix) ? pathname.slice(prefix.length) : "404.html";
    const read = (name) => readFile(path.join(folder, name)).then((bytes) => [bytes, name]);
    const [bytes, found] = await read(name || "index.html").catch(() => read("404.html"));
    const type = types[found.split(".").pop()] ?? "application/octet-stream";
    response.writeHead(found === "404.html" ? 404 : 200, { "content-type": type });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`, stop: () => server.close() };
}

/** Unpacks an archive by its central directory (APPNOTE 4.3.12). */
export async function unpack(archive, folder) {
  const zip = await readFile(archive);
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const local = zip.readUInt32LE(at + 42);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + packed);
    const target = path.join(folder, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + nameLength + extra + comment;
  }
}

/** Numbers below others, the same in every run. */
export function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Starts Chromium, which root may run only without its sandbox. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.KUAIXUN_CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Opens a page and notes errors of the console, failed requests and every load. */
export async function open(context, address) {
  const page = await context.newPage();
  const said = [];
  const loads = { count: 0 };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("load", () => (loads.count += 1));
  await page.goto(address);
  return { page, said, loads };
}
