// Statistics as readers meet them: forty units in a group, wide tables, drawings, sorting.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { browser, open, random } from "./support.mjs";

const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));
const RULES = `statistics:
  points: {市级: 10, 省级: 20, 约稿: 1, 其他: 5}
  endorsed: {市级: 5}
  quota: {其他: 2/月}
  pages: [quarter, year]
  exclude: [{unit: 第7单位名称较长的办公室, period: 2007-q1, reason: 有效条目偏少}]
`;

/** Writes a site of forty units with rows of all kinds. */
async function write(root) {
  const pick = random(40);
  const names = Array.from({ length: 40 }, (_, at) => (at === 7 ? "第7单位名称较长的办公室" : `第${at}单位`));
  const rows = Array.from({ length: 900 }, (_, at) => {
    const day = `2007-0${1 + pick(6)}-1${pick(9)}`;
    const outcome = ["采用", "采用", "未采用", "约稿", "约稿未报"][pick(5)];
    const level = outcome === "采用" ? ["", "", "市级", "省级"][pick(4)] : "";
    return `${day},${names[pick(38)]},第${at}条信息的标题,${outcome},${level},${pick(9) ? "" : "市级"}`;
  });
  await mkdir(path.join(root, "content/pages"), { recursive: true });
  await mkdir(path.join(root, "data"));
  await writeFile(path.join(root, "kuaixun.yaml"), `title: 测试快讯\naudience: internal\n${RULES}`);
  await writeFile(path.join(root, "data/units.yaml"), `- {group: 市直部门, units: [${names.join(", ")}]}\n`);
  await writeFile(path.join(root, "data/submissions.csv"), `日期,单位,标题,结果,级别,批示\n${rows.join("\n")}\n`);
  const text = "```stats 2007-q1\n```\n\n```series energy 2007-q2\n```\n";
  await writeFile(path.join(root, "content/pages/about.md"), `---\ntitle: 关于\n---\n\n关于。\n\n${text}`);
  const quarters = names.flatMap((name) => [1, 2].map((quarter) => [name, quarter, 10_000 + pick(9_000_000), pick(900)]));
  const figures = quarters.map(([name, quarter, ...figures]) => `${name},2007-q${quarter},${figures.join(",")}`);
  await mkdir(path.join(root, "data/series"));
  await writeFile(path.join(root, "data/series/energy.csv"), `单位,时间,用电量（千瓦时）,用水量（吨）\n${figures.join("\n")}\n`);
}

describe("statistics", () => {
  let root, chromium, disk;
  const FIGURES = "../series/energy/2007-q2/index.html";
  const PAGES = ["index.html", "2007-q1/index.html", "2007/index.html", "2007-q1/items/index.html", FIGURES, "../about.html"];
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    await write(root);
    execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2007-12-31", "--root", root]);
    disk = (page) => new URL(page, pathToFileURL(path.join(root, "public/statistics/"))).href;
    chromium = await browser();
  });
  after(async () => {
    await chromium?.close();
    await rm(root, { recursive: true, force: true });
  });

  it("scroll in their box, the unit in sight, at 320 to 1440 px", async () => {
    const context = await chromium.newContext();
    const widths = [320, 360, 768, 1024, 1440];
    for (const [name, width] of widths.flatMap((width) => [["2007-q1/index.html", width], [FIGURES, width]])) {
      const { page, said } = await open(context, disk(name));
      await page.setViewportSize({ width, height: 900 });
      const seen = await page.evaluate(() => {
        const box = document.querySelector(".counts > .table");
        box.scrollLeft = box.scrollWidth;
        const name = box.querySelector("tbody th").getBoundingClientRect();
        const frame = box.getBoundingClientRect();
        const wide = document.documentElement.scrollWidth - innerWidth;
        return { wide, moved: box.scrollLeft, isHeld: Math.abs(name.left - frame.left) < 2 };
      });
      assert.ok(seen.wide <= 0, `${name}: ${seen.wide} px too wide at ${width}`);
      assert.ok(seen.isHeld, `${name}: the name is out of sight at ${width}`);
      assert.ok(width > (name === FIGURES ? 500 : 1000) || seen.moved > 0, `${name}: nothing to scroll at ${width}`);
      assert.deepEqual(said, []);
      await page.close();
    }
    await context.close();
  });

  it("have drawings whose texts never overlap", async () => {
    for (const [name, width] of [["2007/index.html", 320], ["2007/index.html", 1440], [FIGURES, 320], [FIGURES, 1440]]) {
      const context = await chromium.newContext({ viewport: { width, height: 900 } });
      const { page } = await open(context, disk(name));
      const overlaps = await page.evaluate(() => {
        const found = [];
        for (const drawing of document.querySelectorAll(".chart svg")) {
          const texts = [...drawing.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
          for (const [at, [one, a]] of texts.entries()) {
            for (const [other, b] of texts.slice(at + 1)) {
              const apart = a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 3 || b.bottom <= a.top + 3;
              if (!apart) found.push(`${one} / ${other}`);
            }
          }
        }
        return found;
      });
      assert.deepEqual(overlaps, []);
      assert.equal(await page.locator(".chart").count(), 2);
      await context.close();
    }
  });

  it("are sorted by any column, the sum below, and are whole without scripts", async () => {
    const context = await chromium.newContext();
    const { page } = await open(context, disk("2007-q1/index.html"));
    const column = async (name) => {
      const heads = await page.locator(".sortable thead th").allTextContents();
      const at = heads.findIndex((head) => head.trim() === name);
      return page.locator(`.sortable tbody tr > :nth-child(${at + 1})`).allTextContents();
    };
    const before = await column("得分");
    await page.getByRole("button", { name: "报送" }).click();
    const sent = (await column("报送")).map(Number);
    assert.deepEqual(sent, [...sent].sort((one, other) => other - one));
    await page.getByRole("button", { name: "报送" }).press("Enter");
    assert.deepEqual((await column("报送")).map(Number), [...sent].reverse());
    assert.deepEqual((await column("得分")).toSorted(), before.toSorted());
    assert.equal(await page.locator(".sortable tfoot th").textContent(), "合计");
    const plain = await chromium.newContext({ javaScriptEnabled: false });
    const { page: still } = await open(plain, disk("2007-q1/index.html"));
    assert.deepEqual(await still.locator(".sortable tbody tr").count(), 40);
    assert.equal(await still.locator(".counts button").count(), 0);
    await context.close();
    await plain.close();
  });

  it("give axe nothing to find", async () => {
    const context = await chromium.newContext({ bypassCSP: true });
    const found = [];
    for (const name of PAGES) {
      const { page } = await open(context, disk(name));
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => window.axe.run());
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${name}: ${id}: ${node.html}`)));
      await page.close();
    }
    assert.deepEqual(found, []);
    await context.close();
  });
});
