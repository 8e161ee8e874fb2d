// The preview while somebody writes: pages follow the files, and only those that changed.
import assert from "node:assert/strict";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { browser, copyOfDemo, open, serve } from "./support.mjs";

const ARTICLE = "summaries/2007-summary";

describe("the preview", () => {
  let root, server, chromium, context;
  const file = (name) => path.join(root, name);
  // Nothing links to it, so it may go.
  const lonely = () => file("content/news/2007/lonely.md");
  const source = () => file(`content/${ARTICLE}.md`);
  const edit = async (change) => write(source(), change(await readFile(source(), "utf8")));
  // In one step: a file that is written in place is empty for a moment, and the preview may see that.
  const write = (name, text) => writeWhole(root, name, text);

  before(async () => {
    root = await copyOfDemo();
    await write(lonely(), "---\ntitle: 独篇\ndate: 2007-10-10\nunit: 市科技局\n---\n\n没有人链到这里。\n");
    server = await serve(root);
    chromium = await browser();
    context = await chromium.newContext({ viewport: { width: 900, height: 500 } });
  });
  after(async () => {
    await chromium?.close();
    await server?.stop();
  });

  it("shows what is typed, keeps the place, and leaves other pages alone", async () => {
    const article = await open(context, `${server.address}/${ARTICLE}.html`);
    const other = await open(context, `${server.address}/about.html`);
    await article.page.bringToFront();
    const { page } = article;
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    const place = await page.evaluate(() => scrollY);
    assert.ok(place > 500);
    for (const word of ["第一次输入。", "第二次输入。"]) {
      const loads = article.loads.count;
      await edit((text) => `${text}\n\n${word}\n`);
      await page.getByText(word, { exact: true }).waitFor({ state: "attached" });
      await page.waitForLoadState("load");
      assert.equal(article.loads.count, loads + 1);
      await page.waitForFunction((place) => Math.abs(scrollY - place) < 2, place);
    }
    assert.equal(other.loads.count, 1);
    assert.deepEqual([article.said, other.said], [[], []]);
    await page.close();
    await other.page.close();
  });

  it("swaps styles and pictures without loading the page again", async () => {
    const { page, said, loads } = await open(context, `${server.address}/${ARTICLE}.html`);
    await page.evaluate(() => (window.untouched = true));
    await writeFolder(root, "themes/default/assets/site.css", "h1 { color: rgb(1, 2, 3) }");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)");
    // The old one goes once the new one is there.
    await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 2);
    await rm(file("themes"), { recursive: true });
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color !== "rgb(1, 2, 3)");
    assert.ok(await page.evaluate(() => window.untouched));
    assert.equal(loads.count, 1);
    assert.deepEqual(said, []);
    await page.close();
  });

  it("loads a page once more when a script of its theme changed, and not again", async () => {
    const base = await readFile(path.join(process.env.KUAIXUN_REPOSITORY, "themes/default/templates/base.html"), "utf8");
    const script = '<script src="{{ page.root }}assets/x.js" defer></script>\n</head>';
    await writeFolder(root, "themes/default/assets/x.js", "window.version = 1;");
    await writeFolder(root, "themes/default/templates/base.html", base.replace("</head>", script));
    const { page, said, loads } = await open(context, `${server.address}/${ARTICLE}.html`);
    await page.waitForFunction(() => window.version === 1);
    await page.waitForLoadState("load");
    const before = loads.count;
    await writeFolder(root, "themes/default/assets/x.js", "window.version = 2;");
    await page.waitForFunction(() => window.version === 2);
    // Whatever it would be told again, it is told at once after loading.
    await edit((text) => `${text}\n\n脚本以后。\n`);
    await page.getByText("脚本以后。", { exact: true }).waitFor({ state: "attached" });
    await page.waitForLoadState("load");
    assert.ok(loads.count <= before + 2, `${loads.count - before} loads`);
    assert.deepEqual(said, []);
    await rm(file("themes"), { recursive: true });
    // The next test begins with the page as it is without.
    await page.waitForFunction(() => !document.querySelector('script[src$="x.js"]'));
    await page.close();
  });

  it("shows every mistake over the last good page, and takes them away", async () => {
    const { page, said, loads } = await open(context, `${server.address}/news/2007/lonely.html`);
    const good = await readFile(lonely(), "utf8");
    await write(lonely(), good.replace(/^title: .*$/m, "title: 甲\ntitle: <img src=x onerror=alert(1)>"));
    const broken = file("content/news/2007/broken.md");
    await write(broken, "---\ntitle: 坏\ndate: 2007-13-45\nunit: 市科技局\n---\n\n[无](no.md)\n");
    const panel = page.locator("#kuaixun-live .panel");
    await panel.getByText("3 个错误").waitFor();
    const text = await panel.innerText();
    assert.match(text, /content\/news\/2007\/lonely\.md:3:1/);
    assert.match(text, /title: <img src=x onerror=alert\(1\)>/);
    assert.match(text, /2007-13-45/);
    assert.match(text, /改法：/);
    assert.equal(await panel.locator("img").count(), 0);
    assert.equal(await page.locator("h1").textContent(), "独篇");
    if (process.env.KUAIXUN_SHOTS) {
      await page.screenshot({ path: path.join(process.env.KUAIXUN_SHOTS, "overlay.png") });
    }
    // It folds away, with the keyboard, too.
    await panel.locator("button").press("Enter");
    assert.equal(await panel.locator("ol").isVisible(), false);
    await page.reload();
    await panel.waitFor();
    assert.equal(await panel.locator("ol").isVisible(), false);
    await rm(broken);
    await write(lonely(), good);
    await panel.waitFor({ state: "detached" });
    assert.equal(loads.count, 2);
    assert.deepEqual(said, []);
    await page.close();
  });

  it("says that a page is gone, links home, and brings it back", async () => {
    const { page, said } = await open(context, `${server.address}/news/2007/lonely.html`);
    await page.getByText("没有人链到这里。").waitFor();
    await rename(lonely(), `${lonely()}.away`);
    await page.getByRole("heading", { name: "这一页已经没有了" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "回首页" }).getAttribute("href"), "/");
    await rename(`${lonely()}.away`, lonely());
    await page.getByText("没有人链到这里。").waitFor();
    // The browser itself notes that an answer was a 404.
    assert.deepEqual(said.filter((line) => !line.includes("404")), []);
    await page.close();
  });

  it("gives its connection back while it is in the background, and catches up", async () => {
    // A browser has six connections for one server; here are more pages than that.
    const pages = [];
    const setHidden = (page, hidden) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    for (let count = 0; count < 8; count += 1) {
      const opened = await open(context, `${server.address}/${ARTICLE}.html`);
      await setHidden(opened.page, true);
      pages.push(opened);
    }
    await edit((text) => `${text}\n\n许多网页。\n`);
    const first = pages[0];
    await setHidden(first.page, false);
    await first.page.getByText("许多网页。", { exact: true }).waitFor({ state: "attached" });
    assert.equal(pages[1].loads.count, 1);
    for (const { page } of pages) await page.close();
  });
});

async function writeFolder(root, name, text) {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeWhole(root, path.join(root, name), text);
}

async function writeWhole(root, name, text) {
  const part = path.join(root, "part");
  await writeFile(part, text);
  await rename(part, name);
}
