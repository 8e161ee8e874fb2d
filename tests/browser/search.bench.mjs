// What a search costs its readers: `node search.bench.mjs SITE WORDS LENGTHS`, a built site, how many words, of how many
// characters (`2-4`).
// Bytes that a first query fetches and the time to its answer, and how large the index is beside the
// texts; with Pagefind beside it where it is installed (`npm install --no-save pagefind`).
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { browser, random } from "./support.mjs";

const [site, words = "100", lengths = "2-4"] = process.argv.slice(2);
const folder = path.join(site, "public");

/** The bytes of all files below a folder. */
async function size(folder) {
  const names = await readdir(folder, { recursive: true });
  const stats = await Promise.all(names.map((name) => stat(path.join(folder, name))));
  const files = stats.filter((one) => one.isFile());
  return { bytes: files.reduce((sum, one) => sum + one.size, 0), files: files.length, largest: files.reduce((most, one) => Math.max(most, one.size), 0) };
}

/** Titles, names and bodies of all articles, without markup. */
async function texts() {
  const names = (await readdir(path.join(site, "content"), { recursive: true })).filter((name) => name.endsWith(".md"));
  const read = async (name) => {
    const [head, ...body] = (await readFile(path.join(site, "content", name), "utf8")).split("\n---\n");
    return `${(head.match(/^(title|unit|author): .*$/gm) ?? []).join("\n")}\n${body.join("")}`;
  };
  const all = [];
  for (const name of names) all.push((await read(name)).replace(/[#*|]|^-+$/gm, ""));
  return all;
}

/** From `least` to `most` characters from anywhere in the texts, never the same again; as many of each length. */
function draw(texts, count, [least, most]) {
  const below = random(7);
  const drawn = new Set();
  while (drawn.size < count) {
    const length = least + (drawn.size % (most - least + 1));
    const runs = texts[below(texts.length)].match(/\p{Script=Han}{4,}/gu) ?? [];
    const run = runs[below(runs.length)] ?? "";
    const start = below(Math.max(run.length - length + 1, 1));
    const word = run.slice(start, start + length);
    if (word.length === length) drawn.add(word);
  }
  return [...drawn];
}

/** A server that counts what it sends, uncompressed. */
async function serve(folder) {
  const sent = { bytes: 0, files: 0 };
  const types = { html: "text/html", css: "text/css", js: "text/javascript", svg: "image/svg+xml", wasm: "application/wasm" };
  const server = createServer(async (request, response) => {
    const name = path.join(folder, new URL(request.url, "http://localhost").pathname);
    const found = await stat(name).catch(() => null);
    if (!found?.isFile()) return response.writeHead(404).end();
    sent.bytes += found.size;
    sent.files += 1;
    response.writeHead(200, { "content-type": types[name.split(".").pop()] ?? "application/octet-stream" });
    createReadStream(name).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, sent, stop: () => server.close() };
}

const middle = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;

/** Asks each word of a page that knows nothing yet; `search` is run there and answers how many were found. */
async function measure(name, chromium, server, page, search, asked) {
  const [bytes, files, times, totals] = [[], [], [], []];
  for (const word of asked) {
    const context = await chromium.newContext();
    const tab = await context.newPage();
    await tab.goto(server.address + page, { waitUntil: "networkidle" });
    Object.assign(server.sent, { bytes: 0, files: 0 });
    const { took, total } = await tab.evaluate(search, word);
    bytes.push(server.sent.bytes);
    files.push(server.sent.files);
    times.push(took);
    totals.push(total);
    await context.close();
  }
  console.log(`  ${name}: fetches ${kb(middle(bytes))} in ${middle(files)} files, ${kb(Math.max(...bytes))} at most`);
  console.log(`  ${name}: answers in ${middle(times).toFixed(0)} ms, ${Math.max(...times).toFixed(0)} ms at most; finds ${middle(totals)}`);
  return totals;
}

async function ours(word) {
  const place = document.querySelector("[data-search]");
  const form = document.querySelector("[data-search-form]");
  const start = performance.now();
  form.elements.q.value = word;
  form.requestSubmit();
  await new Promise((resolve) => new MutationObserver(() => place.dataset.search === "done" && resolve()).observe(place, { attributes: true }));
  return { took: performance.now() - start, total: Number(place.dataset.total) };
}

async function theirs(word) {
  const start = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(word);
  await Promise.all(results.slice(0, 10).map((result) => result.data()));
  return { took: performance.now() - start, total: results.length };
}

const plain = await texts();
const asked = draw(plain, Number(words), lengths.split("-").map(Number));
const length = plain.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const index = await size(path.join(folder, "search"));
console.log(`${plain.length} texts, ${kb(length)}`);
console.log(`  index with texts: ${kb(index.bytes)}, ${(index.bytes / length).toFixed(2)} times the texts; ${index.files} files, the largest ${kb(index.largest)}`);
const chromium = await browser();
const server = await serve(folder);
const totals = await measure("kuaixun", chromium, server, "search/index.html", ours, asked);
const wrong = asked.filter((word, number) => plain.filter((text) => text.includes(word)).length !== totals[number]);
console.log(`  kuaixun: ${wrong.length} of ${asked.length} words have other results than a plain scan ${wrong.slice(0, 5).join(" ")}`);
server.stop();

const pagefind = path.join(import.meta.dirname, "node_modules/.bin/pagefind");
if (await stat(pagefind).catch(() => null)) {
  const copy = await mkdtemp(path.join(tmpdir(), "pagefind-"));
  await cp(folder, copy, { recursive: true });
  const start = performance.now();
  execFileSync(pagefind, ["--site", copy, "--glob", "bulletins/*/*/*.html"], { stdio: "ignore" });
  console.log(`  pagefind: indexed in ${((performance.now() - start) / 1000).toFixed(1)} s, ${kb((await size(path.join(copy, "pagefind"))).bytes)}`);
  const server = await serve(copy);
  await measure("pagefind", chromium, server, "search/index.html", theirs, asked);
  server.stop();
  await rm(copy, { recursive: true });
}
await chromium.close();
