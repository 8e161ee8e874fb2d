// What an art director would measure: holes on the home page, words that are torn apart, colours of each style.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, copyOfDemo, open } from "./support.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
/** Titles of such bulletins; the first 200 have a `/` wherever a careful typesetter would let a line end. */
const MARKED = (await readFile(new URL("titles.txt", import.meta.url), "utf8")).trim().split("\n");
const TITLES = MARKED.map((title, number) => (number < 200 ? title.replaceAll("/", "") : title));
const COLUMNS = ["要闻", "通知公告", "科技动态", "政策法规", "乡镇传真", "科普园地", "经验交流"];
const UNITS = ["市科技局", "市农业局", "息陬镇", "小雪镇", "陵城镇", "市气象局", "市卫生局", "市教育局"];

/** A site with these numbers of items in its issues, and of news, from the list of titles. */
async function site(issues, news, more = "") {
  const root = await mkdtemp(path.join(os.tmpdir(), "kuaixun-design-"));
  const columns = COLUMNS.map((name) => {
    const spot = { 要闻: ", home: lead", 通知公告: ", home: notices" }[name] ?? "";
    return `  - {name: ${name}${spot}}\n`;
  });
  await writeFile(path.join(root, "kuaixun.yaml"), `title: 曲阜科技信息快讯\n${more}columns:\n${columns.join("")}`);
  let number = 0;
  const article = async (folder, day, column, units) => {
    const lines = [`title: '${TITLES[number % 500]}'`, `date: ${day}`, `unit: [${units.join(", ")}]`];
    const text = TITLES.slice(number % 400, (number % 400) + 6).join("。");
    await mkdir(path.join(root, folder), { recursive: true });
    const file = path.join(root, folder, `a${number}.md`);
    await writeFile(file, `---\n${lines.join("\n")}\n${column ? `column: ${column}\n` : ""}---\n\n${text}。\n`);
    number += 1;
  };
  for (const [month, items] of issues.entries()) {
    for (let item = 0; item < items; item += 1) {
      const day = `2007-${String(month + 1).padStart(2, "0")}-${String(1 + (item % 28)).padStart(2, "0")}`;
      const folder = `content/bulletins/kx/2007-${String(month + 1).padStart(2, "0")}`;
      // One is from all units of the county.
      const units = item === 3 ? UNITS : [UNITS[item % 8]];
      await article(folder, day, COLUMNS[Math.floor((item * 7) / items)], units);
    }
  }
  for (let item = 0; item < news; item += 1) {
    await article("content/news", `2007-0${1 + (item % 3)}-1${item % 10}`, COLUMNS[item % 7], [UNITS[item % 8]]);
  }
  execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2008-01-01", "--root", root]);
  return root;
}

const page = (root, name) => new URL(name, pathToFileURL(path.join(root, "public/"))).href;

describe("the design", () => {
  let chromium;
  const roots = [];
  before(async () => {
    chromium = await browser();
  });
  after(async () => {
    await chromium?.close();
    for (const root of roots) await rm(root, { recursive: true, force: true });
  });

  it("leaves no hole on the home page, and says nothing twice in its first three boxes", async () => {
    const demo = await copyOfDemo();
    execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2008-01-01", "--root", demo]);
    const contents = {
      demo,
      one: await site([1], 0),
      plain: await site([14, 21], 0),
      odd: await site([6, 21, 85], 30),
      compact: await site([14, 21], 20, "style: {density: compact}\n"),
      few: await site([5], 0),
      some: await site([21], 0),
      newest: await site([21], 0, "home: [newest]\n"),
      folded: await site([85], 0, "home: [最新一期, 单位]\n"),
    };
    roots.push(...Object.values(contents));
    for (const [name, root] of Object.entries(contents)) {
      for (const width of [1280, 1920]) {
        const context = await chromium.newContext({ viewport: { width, height: 900 } });
        const { page: home } = await open(context, page(root, "index.html"));
        const holes = await home.evaluate(() => {
          const front = document.querySelector(".front").getBoundingClientRect();
          if (document.querySelector(".flow")) {
            // Where each of the columns ends that all flows through.
            const ends = new Map();
            for (const part of document.querySelectorAll(".newest, .box .heading, .box li, .bars a")) {
              for (const { left, bottom, width } of part.getClientRects()) {
                if (width) ends.set(Math.round(left / 50), Math.max(bottom, ends.get(Math.round(left / 50)) ?? 0));
              }
            }
            return [...ends.values()].map((end) => Math.round(front.bottom - end));
          }
          return [...document.querySelectorAll(".side, .column-of-boxes")].map((column) => {
            let bottom = column.getBoundingClientRect().top;
            let widest = 0;
            for (const box of column.children) {
              const { top, bottom: end } = box.getBoundingClientRect();
              widest = Math.max(widest, top - bottom - 32);
              bottom = end;
            }
            return Math.round(Math.max(widest, front.bottom - bottom));
          });
        });
        assert.ok(Math.max(...holes) <= 120, `${name} at ${width}: holes of ${holes}`);
        const boxes = await home.evaluate(() => {
          const links = (box) => [...box.querySelectorAll("h2 a, li a")].map((link) => link.href);
          return [...document.querySelectorAll(".lead, .newest, .box")].slice(0, 3).map(links);
        });
        const all = boxes.flat().filter((link) => !link.endsWith("index.html"));
        assert.deepEqual(all.length, new Set(all).size, `${name}: ${boxes}`);
        await context.close();
      }
    }
  });

  it("breaks titles between words, and leaves no character alone", async () => {
    const root = await site([], 500, "per_page: 500\n");
    roots.push(root);
    const context = await chromium.newContext({ viewport: { width: 320, height: 900 } });
    const { page: list } = await open(context, page(root, "news/index.html"));
    let [lines, alone] = [0, 0];
    const torn = new Map();
    for (const width of [320, 390, 560, 768, 1024, 1280, 1920]) {
      await list.setViewportSize({ width, height: 900 });
      const broken = await list.evaluate(() => {
        // Each title as the lines that it has become.
        const set = (link) => {
          const all = [""];
          let before;
          const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            for (let at = 0; at < node.data.length; at += 1) {
              const range = document.createRange();
              range.setStart(node, at);
              range.setEnd(node, at + 1);
              const { top, width } = range.getBoundingClientRect();
              if (before !== undefined && width && top > before + 8) all.push("");
              if (width) before = top;
              all[all.length - 1] += node.data[at];
            }
          }
          return all;
        };
        return [...document.querySelectorAll(".rows li:not(.month) > a")].map(set);
      });
      assert.equal(broken.length, 500);
      for (const title of broken) {
        lines += title.length;
        alone += title.length > 1 ? title.filter((line) => [...line.trim()].length === 1).length : 0;
        const marked = MARKED[TITLES.indexOf(title.join(""))];
        if (MARKED.indexOf(marked) >= 200) continue;
        const allowed = new Set();
        let at = 0;
        for (const piece of marked.split("/")) allowed.add((at += piece.length));
        at = 0;
        for (const line of title.slice(0, -1)) {
          at += line.length;
          if (!allowed.has(at) && !allowed.has(at - (line.endsWith(" ") ? 1 : 0))) torn.set(title.join("/"), width);
        }
      }
    }
    await context.close();
    assert.ok(alone <= lines / 100, `${alone} of ${lines} lines have one character`);
    assert.deepEqual([...torn], []);
  });

  for (const style of ["redhead", "portal", "journal"]) {
    it(`can be read in the style ${style}, light and dark`, async () => {
      const root = await copyOfDemo();
      roots.push(root);
      const config = path.join(root, "kuaixun.yaml");
      await writeFile(config, `${await readFile(config, "utf8")}style: ${style}\n`);
      const preview = path.join(root, "preview.html");
      execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2008-01-01", "--root", root]);
      execFileSync(process.env.KUAIXUN_PROGRAM, ["theme", "--root", root, "--preview", preview]);
      const names = ["index.html", "bulletins/qufu/2007-03/index.html", "summaries/2007-summary.html", "404.html"];
      const addresses = [...names.map((name) => page(root, name)), pathToFileURL(preview).href];
      const found = [];
      for (const colorScheme of ["light", "dark"]) {
        const context = await chromium.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1280, height: 900 } });
        for (const address of addresses) {
          const { page: shown } = await open(context, address);
          await shown.addScriptTag({ path: AXE });
          const { violations } = await shown.evaluate(() => window.axe.run());
          const nodes = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${address}: ${id}: ${node.html}`));
          found.push(...nodes);
          await shown.close();
        }
        await context.close();
      }
      assert.deepEqual(found, []);
    });
  }
});
