// A package unpacked somewhere, opened by double click; the edition for mail, by itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, copyOfDemo, open, unpack } from "./support.mjs";

const VNU = fileURLToPath(import.meta.resolve("vnu-jar/build/dist/vnu.jar"));
const BUILD = ["build", "--quiet", "--today", "2008-01-01", "--editions", "epub,zip,mail", "--root"];
const ISSUE = "bulletins/qufu/2007-03";

describe("editions", () => {
  let root, unpacked, chromium, context;
  before(async () => {
    root = await copyOfDemo();
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    // As a folder on somebody's desk is called.
    unpacked = path.join(await mkdtemp(path.join(tmpdir(), "kuaixun-")), "快讯 2007 (副本)");
    await unpack(path.join(root, "public/site.zip"), unpacked);
    chromium = await browser();
    context = await chromium.newContext({ locale: "zh-CN", offline: true });
  });
  after(async () => {
    await chromium.close();
    await rm(root, { recursive: true, force: true });
    await rm(path.dirname(unpacked), { recursive: true, force: true });
  });
  const address = (name) => pathToFileURL(path.join(unpacked, name)).href;

  it("opens an unpacked package from disk, and finds in it", async () => {
    const { page, said } = await open(context, address("index.html"));
    await page.locator("input[name=q]").first().fill("新型专利");
    await page.keyboard.press("Enter");
    await page.locator("[data-search=done] a[data-hit]").first().click();
    await page.waitForLoadState();
    assert.match(await page.locator("main").innerText(), /新型专利/);
    assert.match(page.url(), /^file:/);
    assert.deepEqual(said, []);
  });

  it("leads from an issue to editions that are there", async () => {
    const { page } = await open(context, address(`${ISSUE}/index.html`));
    const links = await page.locator(".editions a").evaluateAll((links) => links.map((link) => link.href));
    assert.equal(links.length, 3);
    for (const link of links) await readFile(fileURLToPath(link));
    await page.screenshot({ path: path.join(import.meta.dirname, "shots/issue-editions.png") });
  });

  it("opens the package of an issue", async () => {
    const folder = path.join(path.dirname(unpacked), "issue");
    await unpack(path.join(root, `public/${ISSUE}/qufu-2007-03.zip`), folder);
    const { page, said } = await open(context, pathToFileURL(path.join(folder, "index.html")).href);
    assert.match(await page.locator("h1").innerText(), /曲阜科技信息快讯/);
    assert.deepEqual(said, []);
    // Nothing was asked for but the page itself.
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
    assert.deepEqual(asked.filter((name) => !name.startsWith("data:")), []);
    for (const width of [360, 800]) {
      await page.setViewportSize({ width, height: 900 });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} pixels too wide at ${width}`);
      await page.screenshot({ path: path.join(import.meta.dirname, `shots/mail-${width}.png`), fullPage: true });
    }
  });

  it("gives the Nu HTML checker nothing to find in mail", () => {
    const mails = Array.from({ length: 12 }, (_, month) => {
      const issue = `2007-${String(month + 1).padStart(2, "0")}`;
      return path.join(root, `public/bulletins/qufu/${issue}/qufu-${issue}.mail.html`);
    });
    // Layout tables have attributes, since mail programs of offices know no others.
    const filter = ".*(cellpadding|cellspacing|align|width|border).*|Trailing slash.*";
    execFileSync("java", ["-Xss8m", "-jar", VNU, "--Werror", "--filterpattern", filter, ...mails], { stdio: ["ignore", 2, 2] });
  });
});
