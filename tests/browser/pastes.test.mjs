// What people paste from Word, WPS, Excel and WeChat, on the page: `tests/support/pastes.md` has 36 of them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, open } from "./support.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
const SOURCE = path.join(process.env.KUAIXUN_REPOSITORY, "tests/support/pastes.md");

/** Elements that show something with no text in them; cells and columns, which a row needs; aims of links. */
const MAY_BE_EMPTY = "img, br, hr, wbr, input, video, audio, colgroup, col, td, th, svg, svg *, a[id]";

describe("pasted texts", () => {
  let root, chromium, names;
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    await mkdir(path.join(root, "content/news"), { recursive: true });
    // Their pictures and files are on other people's disks.
    const checks = "checks: {broken-link: warning, broken-anchor: warning, empty-link: warning, bad-scheme: warning}";
    await writeFile(path.join(root, "kuaixun.yaml"), `title: 粘贴\n${checks}\n`);
    const texts = (await readFile(SOURCE, "utf8")).split(/^==== (.*)\n/m).slice(1);
    const all = texts.flatMap((head, at) => (at % 2 === 0 ? [[head, texts[at + 1]]] : []));
    assert.equal(all.length, 36);
    // Two have no end of a comment or a tag: errors, which stop a build.
    const whole = all.filter(([head]) => !head.includes("error"));
    assert.equal(whole.length, 34);
    names = whole.map(([head]) => head.slice(0, 2));
    for (const [head, text] of whole) {
      const front = `---\ntitle: 粘贴的稿件${head.slice(0, 2)}\ndate: 2026-03-05\n---\n`;
      await writeFile(path.join(root, `content/news/p${head.slice(0, 2)}.md`), front + text);
    }
    const build = ["build", "--quiet", "--today", "2026-03-06", "--root", root];
    execFileSync(process.env.KUAIXUN_PROGRAM, build, { stdio: ["ignore", "ignore", "pipe"] });
    chromium = await browser();
  });
  after(async () => {
    await chromium?.close();
    await rm(root, { recursive: true, force: true });
  });

  it("fit into 320 px, leave no empty element and give axe nothing to find", async () => {
    const context = await chromium.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true });
    const found = [];
    for (const name of names) {
      const address = new URL(`public/news/p${name}.html`, pathToFileURL(`${root}/`)).href;
      const { page } = await open(context, address);
      const { wide, empty } = await page.evaluate((mayBeEmpty) => {
        const isEmpty = (node) =>
          !node.matches(mayBeEmpty) && !node.textContent.trim() && !node.querySelector("img, hr, input, video, audio, svg, td");
        const all = [...document.querySelectorAll("article .prose *")];
        return {
          wide: document.documentElement.scrollWidth - innerWidth,
          empty: all.filter(isEmpty).map((node) => node.outerHTML.slice(0, 80)),
        };
      }, MAY_BE_EMPTY);
      if (wide > 0) found.push(`${name}: ${wide} px too wide`);
      found.push(...empty.map((html) => `${name}: empty: ${html}`));
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run());
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html.slice(0, 120)}`)));
      await page.close();
    }
    assert.deepEqual(found, []);
    await context.close();
  });
});
