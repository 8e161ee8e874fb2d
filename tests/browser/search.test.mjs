// Searching as readers do, over http and from disk: what a plain scan of the texts finds is what is shown.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, copyOfDemo, open, random, serveFolder } from "./support.mjs";

const BUILD = ["build", "--quiet", "--today", "2008-01-01", "--root"];
const PAGE = "search/index.html";

/**
 * A site of texts made of few characters, so that nearly every query has many that almost match; with
 * emphasis, links, broken lines, Latin words and figures between them. Answers what is in each page.
 */
async function writeSite(root, articles) {
  const below = random(5);
  const HAN = [..."科技知识产权信息快讯市县局期刊工作农业专利"];
  const LATIN = ["GB2312", "ML3.2", "C++", "2007", "3", "WTO", "kuaixun"];
  const texts = new Map();
  const folder = path.join(root, "content/news");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(root, "kuaixun.yaml"), "title: 检索\n");
  const han = (length) => Array.from({ length }, () => HAN[below(HAN.length)]).join("");
  for (let number = 0; number < articles; number += 1) {
    const title = han(8);
    const blocks = [title];
    const body = [];
    for (let paragraph = 0; paragraph < 4; paragraph += 1) {
      let [plain, marked] = ["", ""];
      const add = (text, written = text) => ((plain += text), (marked += written));
      for (let part = 0; part < 6; part += 1) {
        const text = han(4 + below(12));
        const [start, middle, end] = [text.slice(0, 1), text.slice(1, -1), text.slice(-1)];
        if (below(4) === 0) add(text, `${start}**${middle}**${end}`);
        else if (below(4) === 0) add(text, `${start}[${middle}](https://example.org/)${end}`);
        else if (below(3) === 0) add(text, `${start}\n${middle}${end}`);
        else add(text);
        if (below(5) === 0) add(LATIN[below(LATIN.length)]);
        if (below(4) === 0) add("，");
      }
      blocks.push(plain);
      body.push(paragraph === 2 ? `${marked}\n\n## ${blocks[0]}` : marked);
    }
    const name = `a${String(number).padStart(4, "0")}`;
    const day = `2007-${String(1 + (number % 12)).padStart(2, "0")}-01`;
    await writeFile(path.join(folder, `${name}.md`), `---\ntitle: ${title}\ndate: ${day}\n---\n\n${body.join("\n\n")}\n`);
    texts.set(`news/${name}.html`, blocks);
  }
  return texts;
}

/** Units by their short names, each with its full one. */
async function fullNames(root) {
  const registry = await readFile(path.join(root, "data/units.yaml"), "utf8");
  const pairs = registry.split("id:").slice(1).map((unit) => {
    const [full, short] = ["name", "short"].map((key) => unit.match(new RegExp(`${key}: *([^,}\\n]+)`))?.[1].trim());
    return [short ?? full, full];
  });
  return new Map(pairs);
}

/** Who each article is from: its units by both of their names, and its authors. */
async function readNames(root) {
  const list = execFileSync(process.env.KUAIXUN_PROGRAM, ["list", "articles", "--format", "json", "--today", "2008-01-01", "--root", root]);
  const full = await fullNames(root);
  const names = new Map();
  for (const { url, unit, file } of JSON.parse(list)) {
    const units = unit.split("、").filter(Boolean).flatMap((name) => [...new Set([name, full.get(name) ?? name])]);
    const source = await readFile(path.join(root, file), "utf8");
    const authors = source.match(/^author: *\[?([^\]\n]+)/m)?.[1].split(/[、,] */) ?? [];
    names.set(url, [...units, ...authors].join(""));
  }
  return names;
}

/** What can be read on every page with a text: by what the browser draws as a block, not by our lists of tags. */
async function readSite(context, folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".html"));
  const texts = new Map();
  const { page } = await open(context, pathToFileURL(path.join(folder, "index.html")).href);
  for (const name of names) {
    const isRedirect = (await readFile(path.join(folder, name), "utf8")).includes('http-equiv="refresh"');
    if (isRedirect) continue;
    await page.goto(pathToFileURL(path.join(folder, name)).href);
    const isSeries = /^series\/[^/]+\/index\.html$/.test(name);
    const blocks = await page.evaluate((isSeries) => {
      const textOf = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.replace(/\s+/g, ""));
      // Of figures it is what they are called, without the period, and what is measured, without the group of units.
      if (isSeries) {
        const measures = textOf("main .counts h2").map((title) => title.split("：")[0]);
        return [textOf("h1")[0].replace(/（[^（]*）$/, ""), ...textOf("main .about"), ...new Set(measures)];
      }
      // Articles, single pages, topics with their summary, and the notes of issues and publications. Statistics are lists,
      // which are not searched.
      const issue = document.querySelector(".issue");
      const texts = document.querySelector("main .prose:not(.counts)") ? "main .prose, main .about" : "none";
      const parts = [...document.querySelectorAll(issue ? ".note" : texts)];
      if (parts.length === 0) return null;
      const title = issue ? document.title.match(/\d+年\S+期/)[0] : document.querySelector("h1").textContent;
      const blocks = [title.trim(), ""];
      const walk = (node) => {
        if (node.nodeType === Node.TEXT_NODE) blocks[blocks.length - 1] += node.data.replace(/\s+/g, "");
        if (node.nodeType !== Node.ELEMENT_NODE || node.matches("svg, #note, .footnote-ref, .footnote-back")) return;
        const isInline = getComputedStyle(node).display.startsWith("inline");
        if (!isInline) blocks.push("");
        node.childNodes.forEach(walk);
        if (!isInline) blocks.push("");
      };
      for (const details of document.querySelectorAll("details")) details.open = true;
      parts.forEach(walk);
      return blocks.filter(Boolean);
    }, isSeries);
    if (blocks) texts.set(name, blocks);
  }
  await page.close();
  return texts;
}

/** Types queries and answers for each the number said and all addresses shown, page by page. */
async function ask(page, queries) {
  return page.evaluate(async (queries) => {
    const place = document.querySelector("[data-search]");
    const form = document.querySelector("[data-search-form]");
    const done = () =>
      new Promise((resolve) => {
        if (place.dataset.search === "done") resolve();
        const observer = new MutationObserver(() => {
          if (place.dataset.search !== "done") return;
          observer.disconnect();
          resolve();
        });
        observer.observe(place, { attributes: true });
      });
    const answers = [];
    for (const query of queries) {
      form.elements.q.value = query;
      form.requestSubmit();
      await done();
      for (let next; (next = place.querySelector("[data-next]")); await done()) next.click();
      const root = new URL(place.dataset.root, location.href).href;
      const hits = [...place.querySelectorAll("a[data-hit]")].map((hit) => hit.href.slice(root.length));
      answers.push({ total: Number(place.dataset.total), hits });
    }
    return answers;
  }, queries);
}

/** Moves every second tree of an index to a file of its own, as large ones are. Answers how many. */
async function moveTrees(search) {
  let moved = 0;
  for (const name of await readdir(search, { recursive: true })) {
    if (!name.startsWith("old/") || !name.includes("/directory-")) continue;
    const group = path.dirname(name);
    const load = async (name) => JSON.parse((await readFile(path.join(search, `${name}.js`), "utf8")).match(/^kuaixun_shard\("[^"]*",(.*)\)\n$/s)[1]);
    const save = (name, data) => writeFile(path.join(search, `${name}.js`), `kuaixun_shard("${name}",${JSON.stringify(data)})\n`);
    const [crowded, prints] = await load(name.slice(0, -3));
    const large = [];
    for (let number = 0; number < prints.length / 8; number += 1) {
      const file = `${group}/${number}-${prints.slice(number * 8, number * 8 + 8)}`;
      const trees = await load(file);
      for (let at = trees.length - 2; at >= 0; at -= 4) large.push(trees.splice(at, 2));
      await save(file, trees);
    }
    const print = (number) => String(number).padStart(8, "0");
    for (const [number, tree] of large.entries()) await save(`${group}/large-${number}-${print(number)}`, tree);
    const texts = large.map(([text]) => text).join("\n");
    await save(name.slice(0, -3), [crowded, prints, texts, large.map((_, number) => print(number)).join("")]);
    moved += large.length;
  }
  return moved;
}

/** Parts of two to six Han characters of the texts, and some that only look like it. */
function draw(texts, count) {
  const below = random(count);
  const runs = [...texts.values()].flat().flatMap((block) => block.match(/\p{Script=Han}{2,}/gu) ?? []);
  return Array.from({ length: count }, (_, number) => {
    const cut = () => {
      const run = [...runs[below(runs.length)]];
      const length = Math.min(run.length, 2 + below(5));
      return run.slice(below(run.length - length + 1)).slice(0, length).join("");
    };
    return number % 10 === 0 ? (cut() + cut()).slice(0, 6) : cut();
  });
}

describe("search", () => {
  const sites = {};
  let chromium, context;
  before(async () => {
    chromium = await browser();
    context = await chromium.newContext();
    const generated = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    const written = await writeSite(generated, 300);
    const demo = await copyOfDemo();
    for (const root of [generated, demo]) execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    sites.generated = { root: generated, texts: written };
    sites.demo = { root: demo, texts: await readSite(context, path.join(demo, "public")) };
    for (const [url, names] of await readNames(demo)) sites.demo.texts.get(url)?.push(names);
    for (const site of Object.values(sites)) {
      site.server = await serveFolder(path.join(site.root, "public"), "/sub/path/");
      site.addresses = [site.server.address + PAGE, pathToFileURL(path.join(site.root, "public", PAGE)).href];
    }
  });
  after(async () => {
    await chromium?.close();
    for (const { root, server } of Object.values(sites)) {
      server?.stop();
      await rm(root, { recursive: true, force: true });
    }
  });

  for (const name of ["demo", "generated"]) {
    it(`finds in the ${name} site exactly what a plain scan finds, from a server and from disk`, async () => {
      const { texts, addresses } = sites[name];
      const queries = draw(texts, 500);
      const scan = (query) => [...texts].filter(([, blocks]) => blocks.some((block) => block.includes(query))).map(([page]) => page);
      for (const address of addresses) {
        const { page, said } = await open(context, address);
        const answers = await ask(page, queries);
        queries.forEach((query, number) => {
          const { total, hits } = answers[number];
          assert.deepEqual(hits.toSorted(), scan(query).toSorted(), `${query} at ${address}`);
          assert.equal(total, hits.length, query);
        });
        assert.deepEqual(said, []);
        await page.close();
      }
    });
  }

  // Only sites of hundreds of thousands of articles have large trees. How those are written is held by a test in Rust.
  it("finds trees in files of their own", async () => {
    const { root, texts } = sites.generated;
    const folder = path.join(root, "large");
    await cp(path.join(root, "public"), folder, { recursive: true });
    const moved = await moveTrees(path.join(folder, "search"));
    assert.ok(moved > 15, `${moved} trees`);
    const queries = draw(texts, 100);
    const { page, said } = await open(context, pathToFileURL(path.join(folder, PAGE)).href);
    const answers = await ask(page, queries);
    queries.forEach((query, number) => {
      const found = [...texts].filter(([, blocks]) => blocks.some((block) => block.includes(query))).map(([page]) => page);
      assert.deepEqual(answers[number].hits.toSorted(), found.toSorted(), query);
    });
    assert.deepEqual(said, []);
    await page.close();
  });

  it("takes words, figures, forms and one character as a reader would mean them", async () => {
    const root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    const article = (name, date, more, body) => {
      const text = `---\ntitle: ${name}\ndate: ${date}\n${more}---\n\n${body}\n`;
      return writeFile(path.join(root, `content/news/${name}.md`), text);
    };
    await mkdir(path.join(root, "content/news"), { recursive: true });
    await writeFile(path.join(root, "kuaixun.yaml"), "title: 检索\n");
    await article("n1", "2007-01-01", "unit: 甲局\ncolumn: 要闻\n", "编码用 GB2312，不用 C 语言。资讯科技。");
    await article("n2", "2007-02-01", "unit: 乙局\ncolumn: 要闻\n", "编码用ＧＢ１８０３０，用 C++ 写成；ML3.2级地震。");
    await article("n3", "2008-01-01", "unit: 乙局\ncolumn: 动态\n", "快讯第12期。\n\n## 编码\n\nHello, wide\nworld。鑫燊村");
    await article("n4编码", "2006-01-01", "", "只有题目里有。著名。");
    await article("n5", "2007-05-01", "draft: true\n", "编码草稿");
    await article("n6", "2007-05-01", "visibility: internal\n", "编码内部");
    await article("n7", "2007-05-01", "expires: 2007-06-01\n", "编码过期");
    // Longer than a file of the index may be.
    await article("n8", "2005-01-01", "", `${"很长的一篇".repeat(9_000)}\n\n末尾“四个字”。`);
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    const shards = await readdir(path.join(root, "public/search"), { recursive: true, withFileTypes: true });
    for (const shard of shards.filter((entry) => entry.isFile())) {
      const { size } = await stat(path.join(shard.parentPath, shard.name));
      assert.ok(size <= 64 * 1024, `${shard.name} has ${size} bytes`);
    }
    const address = pathToFileURL(path.join(root, "public", PAGE)).href;
    const { page, said } = await open(context, address);
    const expected = {
      // In a title, in a heading, in the text, the newest first.
      编码: "n4编码 n3 n2 n1",
      "gb": "n2 n1",
      GB2312: "n1",
      "ｇｂ２３": "n1",
      2312: "",
      C: "n2 n1",
      '"C"': "n2 n1",
      "C++": "n2",
      '"GB"': "",
      "ML3": "n2",
      "ml3.2级": "n2",
      "2期": "",
      "12期": "n3",
      "hello,wide world": "n3",
      '"wide world"': "n3",
      "world 快讯": "n3",
      資訊: "n1",
      编碼: "n4编码 n3 n2 n1",
      著: "n4编码",
      着: "",
      鑫: "n3",
      燊村: "n3",
      "编码 -GB": "n4编码 n3",
      "编码 －“第12期”": "n4编码 n2 n1",
      "-编码": "n8",
      "编码 语言": "n1",
      "草稿": "",
      "内部": "",
      "过期": "",
      "写成；ML": "n2",
      "级地震 -": "n2",
      "末尾“四个字”": "n8",
      '"末尾“四个字”"': "n8",
      "末尾“四”": "",
      "长的一篇很长的一": "n8",
      "四个字": "n8",
    };
    const answers = await ask(page, Object.keys(expected));
    const names = ({ hits }) => hits.map((hit) => hit.replace(/^news\/|\.html$/g, "").replace(/^n4-.*/, "n4编码")).join(" ");
    Object.entries(expected).forEach(([query, names_], number) => {
      assert.equal(names(answers[number]), names_, query);
      assert.equal(answers[number].total, answers[number].hits.length, query);
    });
    // The address leads to what is shown, with what was chosen.
    const only = async (query) => {
      await page.goto(`${address}?${query}`);
      await page.locator("[data-search=done]").waitFor();
      return page.locator("a[data-hit]").allTextContents();
    };
    assert.deepEqual(await only("q=编码&sort=date"), ["n3", "n2", "n1", "n4编码"]);
    assert.deepEqual(await only("q=编码&year=2007"), ["n2", "n1"]);
    assert.deepEqual(await only("year=2008"), ["n3"]);
    await page.getByRole("searchbox").fill("编码");
    await page.getByLabel("年份").selectOption("");
    await page.getByLabel("单位").selectOption("乙局");
    await page.locator("[data-total='2']").waitFor();
    await page.getByLabel("栏目").selectOption("动态");
    await page.locator("[data-total='1']").waitFor();
    await page.reload();
    await page.locator("[data-search=done]").waitFor();
    assert.equal(await page.getByLabel("单位").locator("option:checked").textContent(), "乙局");
    assert.deepEqual(await page.locator("a[data-hit]").allTextContents(), ["n3"]);
    assert.equal(await page.locator(".excerpt mark").textContent(), "编码");
    assert.deepEqual(said, []);
    await page.close();
    await rm(root, { recursive: true });
  });

  it("is typed into and walked through with the keyboard, and shows the next ten", async () => {
    const { page, said } = await open(context, sites.demo.addresses[1]);
    assert.equal(await page.locator("[data-search]").getAttribute("data-search"), "idle");
    await page.getByRole("searchbox").pressSequentially("科技");
    // Where letters come slowly, the first of them is searched alone before.
    await page.locator("[data-search=done] mark", { hasText: /^科技$/ }).first().waitFor();
    assert.equal(await page.locator("a[data-hit]").count(), 10);
    const focused = () => page.evaluate(() => document.activeElement.href ?? document.activeElement.name);
    const href = (number) => page.locator("a[data-hit]").nth(number).evaluate((link) => link.href);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), await href(0));
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), await href(1));
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "q");
    await page.getByRole("button", { name: "再看10条" }).press("Enter");
    await page.locator("a[data-hit]").nth(19).waitFor();
    await page.locator("[data-search=done]").waitFor();
    assert.equal(await focused(), await href(10));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(news|bulletins|summaries)\//);
    // From any page, by the field in its head.
    await page.getByRole("searchbox").fill("科技");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/index\.html\?q=/);
    await page.locator("[data-search=done]").waitFor();
    assert.ok(Number(await page.locator("[data-search]").getAttribute("data-total")) > 20);
    assert.deepEqual(said, []);
    await page.close();
  });

  it("finds its files again after the site was published anew under an open page", async () => {
    const { root, addresses } = sites.generated;
    const { page } = await open(context, addresses[0]);
    const [{ total }] = await ask(page, ["科技"]);
    const file = path.join(root, "content/news/new.md");
    await writeFile(file, "---\ntitle: 科技新闻\ndate: 2007-12-30\n---\n\n知识产权科技。\n");
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    const [after] = await ask(page, ["产权科技"]);
    assert.ok(after.hits.includes("news/new.html"));
    assert.equal((await ask(page, ["科技"]))[0].total, total + 1);
    // Also when all of its files are known already.
    await ask(page, ["产权科技", "科技"]);
    await writeFile(file, "---\ntitle: 无关\ndate: 2007-12-30\n---\n\n无关。\n");
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    assert.equal((await ask(page, ["科技"]))[0].total, total);
    await rm(file);
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    await page.close();
  });

  it("runs no script that a query or a text holds, and finds such texts", async () => {
    const HOSTILE = [
      "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<svg/onload=alert(1)>",
      "javascript:alert(1)", "'><b onmouseover=alert(1)>", "&lt;img&gt;", "&#60;", "{{ constructor }}", "{% raw %}", "${alert(1)}",
      "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "null", "undefined", "NaN", "__proto__科技",
      ".*", "(a+)+$", "[科", "科]", "\\", "\\u4e00", "$&", "^$", "a{1000000}", "(?=", "?q=1&q=2", "%00", "%E7%A7", "../../etc/passwd", "C:\\CON",
      "\u202e科技", "\u200b科\u200b技", "e\u0301te\u0301", "Å", "ﬁn", "①②③", "㎏", "İstanbul", "ſtraße", "ΑΒΓς", "шрифт", "日本語テキスト", "한국어", "𠮷野家", "👨‍👩‍👧‍👦 家",
      "﷽", "ﷺ", "\ufb2c", "\u{1d400}\u{1d401}", "\ufffd", "\u{f0000}科", "\u{10fffd}", "\u2028", "\u2029",
    ];
    const root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
    await mkdir(path.join(root, "content/news"), { recursive: true });
    await writeFile(path.join(root, "kuaixun.yaml"), "title: 检索\n");
    for (const [number, text] of HOSTILE.entries()) {
      const file = path.join(root, `content/news/h${number}.md`);
      const body = text.replace(/[\\<>&*_[\](){}$^#`|~]/g, (sign) => `&#${sign.codePointAt(0)};`);
      await writeFile(file, `---\ntitle: ${JSON.stringify(`题${text}`)}\ndate: 2007-01-01\n---\n\n正文${body}完\n`);
    }
    execFileSync(process.env.KUAIXUN_PROGRAM, [...BUILD, root]);
    const { page, said } = await open(context, pathToFileURL(path.join(root, "public", PAGE)).href);
    page.on("dialog", (dialog) => said.push(`a dialog: ${dialog.message()}`) && dialog.dismiss());
    // What stands in a text is found as it stands there; what separates terms does so.
    const terms = HOSTILE.map((text) => `正文${text}`.split(/["“”＂\s]/)[0]);
    const answers = await ask(page, terms);
    terms.forEach((term, number) => assert.ok(answers[number].hits.includes(`news/h${number}.html`), JSON.stringify(term)));
    const others = [
      "a".repeat(10_000), "科".repeat(10_000), "科 ".repeat(5_000), "-科 ".repeat(5_000), '"'.repeat(1_000), "-", "--", "- -", '""', '"', "“", "“科", "-“", "\t\n", "\0",
      "<".repeat(1_000), "\ufdd0", "\u0301".repeat(1_000), "\u200b", "\ufe0f", "科\0技", "LONE", "科LONE", "LONE技", "LONELONE", "-LONE", '"LONE"',
    ];
    await page.evaluate(() => {
      // Half a character does not survive the way here.
      const input = document.querySelector("[data-search-form]").elements.q;
      const own = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
      Object.defineProperty(input, "value", {
        get: () => own.get.call(input),
        set: (text) => own.set.call(input, text.replaceAll("LONE", "\ud842")),
      });
    });
    for (const query of [...HOSTILE, ...others]) {
      await page.evaluate((query) => {
        const form = document.querySelector("[data-search-form]");
        form.elements.q.value = query;
        form.requestSubmit();
      }, query);
      await page.locator("[data-search=done], [data-search=idle]").waitFor();
    }
    for (const address of [...HOSTILE, "%", "%ff", "a".repeat(2_000)]) {
      await page.goto(`${pathToFileURL(path.join(root, "public", PAGE)).href}?q=${encodeURIComponent(address)}&year=<b>&unit=__proto__&x`);
      await page.locator("[data-search=done], [data-search=idle]").waitFor();
    }
    assert.equal(await page.locator(".results :is(img, script, svg, b)").count(), 0);
    assert.deepEqual(said, []);
    await page.close();
    await rm(root, { recursive: true });
  });
});
