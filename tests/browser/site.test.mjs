// The published site as readers meet it: from a server and from disk, with scripts and without.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, copyOfDemo, open, serve, serveFolder } from "./support.mjs";

const VNU = fileURLToPath(import.meta.resolve("vnu-jar/build/dist/vnu.jar"));
const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/** To be looked at by people; no test compares them. */
const SCREENSHOTS = path.join(process.env.KUAIXUN_REPOSITORY, "tests/browser/shots");
const BUILD = ["build", "--quiet", "--today", "2008-01-01"];

/** A page of each kind. */
const PAGES = [
  "index.html",
  "bulletins/qufu/index.html",
  "bulletins/qufu/2007-03/index.html",
  "bulletins/qufu/2007-03/township-assessment.html",
  "summaries/2007-summary.html",
  "news/index.html",
  "units/index.html",
  "columns/yaowen/index.html",
  "tags/index.html",
  "archive/index.html",
  "archive/2007/index.html",
  "about.html",
  "bulletins/qufu/2007-09/expo-opens.html",
  "bulletins/qufu/2007-11/patents-growth.html",
  "units/kejiju/index.html",
  "statistics/index.html",
  "statistics/2007-q4/index.html",
  "statistics/2007/items/index.html",
  "series/energy/index.html",
  "series/energy/2007-q3/index.html",
  "search/index.html?q=%E4%B8%93%E5%88%A9",
];
/** One of 1 400 characters: the bound is that of one of a thousand. */
const LONG = "summaries/2008-plan.html";
const ARTICLE = "bulletins/qufu/2007-03/township-assessment.html";

describe("the published site", () => {
  let root, server, chromium, disk;
  before(async () => {
    root = await copyOfDemo();
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, "--root", root]);
    disk = (page) => new URL(page, pathToFileURL(path.join(root, "public/"))).href;
    server = await serve(root);
    chromium = await browser();
  });
  after(async () => {
    await chromium?.close();
    await server?.stop();
    await rm(root, { recursive: true, force: true });
  });

  it("gives the Nu HTML checker nothing to find, pages, styles and drawings", () => {
    const options = ["--skip-non-html", "--also-check-css", "--also-check-svg", "--Werror", "--format", "text"];
    // Its schema is deep: how much stack it takes depends on what the machine has compiled by then.
    execFileSync("java", ["-Xss8m", "-jar", VNU, ...options, path.join(root, "public")], { stdio: ["ignore", 2, 2] });
  });

  it("is light: an article with all it needs but pictures within 45 KB, the home page within 100 KB", async () => {
    const size = async (...names) => {
      const files = names.map((name) => stat(path.join(root, "public", name)));
      return (await Promise.all(files)).reduce((sum, file) => sum + file.size, 0);
    };
    const assets = ["assets/colours.css", "assets/site.css", "assets/site.js", "assets/icon.svg"];
    assert.ok((await size(LONG, ...assets)) <= 45 * 1024);
    assert.ok((await size("index.html", ...assets)) <= 100 * 1024);
  });

  it("is reached by the keyboard: every link and button, in the order of the page", async () => {
    const context = await chromium.newContext();
    for (const name of PAGES) {
      const { page } = await open(context, disk(name));
      const expected = await page.evaluate(() => {
        const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
        const isShown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.tabIndex >= 0;
        return all.filter(isShown).map((node, number) => ((node.dataset.number = number), number)).length;
      });
      const met = [];
      for (let step = 0; step < expected; step += 1) {
        await page.keyboard.press("Tab");
        met.push(await page.evaluate(() => Number(document.activeElement.dataset.number)));
      }
      assert.deepEqual(met, [...Array(expected).keys()], name);
      await page.close();
    }
    await context.close();
  });

  // Opened on a phone from disk and on a wide screen over http, and made wider and narrower from there.
  for (const [where, widths, at] of [
    ["from disk", [320, 360, 768, 1440, 3840], (name) => disk(name)],
    ["over http", [3840, 1440, 768, 360, 320], (name) => `${server.address}/${name}`],
  ]) {
    it(`fits into ${widths.join(", ")} px ${where}, and says nothing on the console`, async () => {
      const context = await chromium.newContext({ viewport: { width: widths[0], height: 900 } });
      for (const name of PAGES) {
        const { page, said } = await open(context, at(name));
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width}`);
          // Nobody looks at pictures that CI takes.
          if (where === "from disk" && !process.env.CI) {
            const picture = `${name.replaceAll("/", "_").replace(/\.html.*/, "")}.png`;
            await page.screenshot({ path: path.join(SCREENSHOTS, String(width), picture), fullPage: true });
          }
        }
        assert.deepEqual(said, [], name);
        await page.close();
      }
      await context.close();
    });
  }

  it("remembers the size of the text and 长者模式, over http and from disk", async () => {
    for (const address of [`${server.address}/${ARTICLE}`, disk(ARTICLE)]) {
      const context = await chromium.newContext();
      const { page, said } = await open(context, address);
      const size = (selector) =>
        page.evaluate((selector) => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize), selector);
      const before = await size(".prose p");
      await page.getByRole("button", { name: "大", exact: true }).press("Enter");
      assert.ok((await size(".prose p")) > before);
      await page.getByRole("button", { name: "长者模式" }).click();
      assert.ok((await size(".prose p")) >= 20);
      await page.reload();
      assert.ok((await size(".prose p")) >= 20);
      assert.equal(await page.getByRole("button", { name: "长者模式" }).getAttribute("aria-pressed"), "true");
      await page.getByRole("button", { name: "长者模式" }).click();
      await page.getByRole("button", { name: "中", exact: true }).click();
      assert.equal(await size(".prose p"), before);
      assert.deepEqual(said, []);
      await context.close();
    }
  });

  it("is whole without scripts, and shows no buttons that would do nothing", async () => {
    const context = await chromium.newContext({ javaScriptEnabled: false });
    const { page } = await open(context, disk(ARTICLE));
    assert.ok(await page.getByText("三个等次的奖金合计5.5万元").isVisible());
    // That of the form in the head works.
    assert.equal(await page.locator("button:visible").count(), 1);
    await page.getByRole("link", { name: "期刊" }).click();
    assert.match(page.url(), /bulletins\/qufu\/index\.html$/);
    await page.getByRole("searchbox").fill("专利");
    await page.getByRole("button", { name: "搜索" }).click();
    await page.waitForURL(/search\/index\.html\?q=/);
    assert.ok(await page.getByText("搜索要用浏览器的脚本").isVisible());
    assert.equal(await page.locator("button:visible").count(), 0);
    await page.getByRole("main").getByRole("link", { name: "档案" }).click();
    assert.match(page.url(), /archive\/index\.html$/);
    await context.close();
  });

  for (const [name, colorScheme, elder] of [
    ["light", "light", false],
    ["dark", "dark", false],
    ["长者模式", "light", true],
    ["dark 长者模式", "dark", true],
  ]) {
    it(`gives axe nothing to find, ${name}`, async () => {
      const context = await chromium.newContext({ colorScheme, bypassCSP: true });
      if (elder) await context.addInitScript(() => localStorage.setItem("kuaixun-elder", "on"));
      const found = [];
      for (const name of PAGES) {
        const { page } = await open(context, disk(name));
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate(() => window.axe.run());
        const nodes = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html}`));
        found.push(...nodes);
        await page.close();
      }
      assert.deepEqual(found, []);
      await context.close();
    });
  }

  it("has a page for what is missing, under a sub-path and at any depth, that leads on", async () => {
    const folder = path.join(root, "elsewhere");
    const plain = await serveFolder(folder, "/kx/");
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, "--root", root, "--output", folder, "--base-url", plain.address]);
    const context = await chromium.newContext({ viewport: { width: 320, height: 900 }, bypassCSP: true });
    const { page } = await open(context, `${plain.address}no/such/page.html`);
    await page.getByRole("heading", { name: "找不到这个页面" }).waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.addScriptTag({ path: AXE });
    assert.deepEqual((await page.evaluate(() => window.axe.run())).violations, []);
    await page.getByRole("link", { name: "首页", exact: true }).click();
    await page.waitForURL(`${plain.address}index.html`);
    await context.close();
    plain.stop();
  });

  it("keeps to a strict content security policy", async () => {
    const context = await chromium.newContext();
    await context.route("**/*", async (route) => {
      const policy = "default-src 'self'; object-src 'none'; base-uri 'none'";
      try {
        const answer = await route.fetch({ maxRetries: 3 });
        await route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": policy } });
      } catch (error) {
        // A picture further down may still be on its way when the page is closed.
        if (!route.request().frame().page().isClosed()) throw error;
      }
    });
    for (const name of PAGES) {
      const { page, said } = await open(context, `${server.address}/${name}`);
      await page.waitForLoadState();
      assert.deepEqual(said, [], name);
      await page.close();
    }
    await context.close();
  });
});
