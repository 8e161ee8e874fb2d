// Writes `docs/styles.webp`: nine kinds of page of the example site in the three styles (`just contact-sheet`).
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { browser, copyOfDemo } from "./support.mjs";

const STYLES = ["redhead", "portal", "journal"];
const PAGES = [
  "index.html",
  "bulletins/qufu/index.html",
  "bulletins/qufu/2007-03/index.html",
  "bulletins/qufu/2007-03/township-assessment.html",
  "news/index.html",
  "units/index.html",
  "units/kejiju/index.html",
  "archive/index.html",
  "404.html",
];
/** What is shown of a page, and how wide that becomes on the sheet, in pixels. */
const [WIDTH, HEIGHT, SMALL] = [1280, 1180, 300];

const chromium = await browser();
const rows = [];
for (const style of STYLES) {
  const root = await copyOfDemo();
  const config = path.join(root, "kuaixun.yaml");
  await writeFile(config, `${await readFile(config, "utf8")}style: ${style}\n`);
  execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2008-01-01", "--root", root]);
  const context = await chromium.newContext({ viewport: { width: WIDTH, height: HEIGHT } });
  const page = await context.newPage();
  const pictures = [];
  for (const name of PAGES) {
    await page.goto(new URL(name, pathToFileURL(path.join(root, "public/"))).href);
    const picture = await page.screenshot({ type: "jpeg", quality: 95 });
    pictures.push(`<img src="data:image/jpeg;base64,${picture.toString("base64")}">`);
  }
  rows.push(`<div>${pictures.join("")}</div>`);
  await context.close();
  await rm(root, { recursive: true, force: true });
}
const context = await chromium.newContext({ viewport: { width: PAGES.length * (SMALL + 8) + 8, height: 100 } });
const page = await context.newPage();
const css = `body{margin:4px;background:#888}div{display:flex}img{width:${SMALL}px;margin:4px}`;
await page.setContent(`<style>${css}</style>${rows.join("")}`);
const height = await page.evaluate(() => document.documentElement.scrollHeight);
await page.setViewportSize({ width: page.viewportSize().width, height });
const session = await context.newCDPSession(page);
const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 60 });
await writeFile(path.join(process.env.KUAIXUN_REPOSITORY, "docs/styles.webp"), Buffer.from(data, "base64"));
await chromium.close();
