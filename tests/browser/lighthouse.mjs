// `just lighthouse`: what Lighthouse says of the home page, an issue and an article of the example site.
// No test of the suite: its installation is large, and scores of speed wander on a busy machine.
import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { copyOfDemo, serveFolder } from "./support.mjs";

const PAGES = ["index.html", "bulletins/qufu/2007-03/index.html", "bulletins/qufu/2007-11/three-to-countryside.html"];
const CHROMIUM =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const root = await copyOfDemo();
const server = await serveFolder(path.join(root, "public"), "/qufu/");
execFileSync(process.env.KUAIXUN_PROGRAM, ["build", "--quiet", "--today", "2008-01-01", "--root", root]);
let isGood = true;
for (const page of PAGES) {
  const report = path.join(await mkdtemp(path.join(tmpdir(), "lighthouse-")), "report.json");
  const options = ["--quiet", "--no-enable-error-reporting", "--output=json", `--output-path=${report}`, `--chrome-flags=${CHROMIUM}`];
  await promisify(execFile)("npx", ["--yes", "lighthouse@12.8.2", server.address + page, ...options]);
  const { categories } = JSON.parse(await readFile(report, "utf8"));
  const scores = Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`);
  isGood &&= Object.values(categories).every(({ score }) => score >= 0.99);
  console.log(`${page}: ${scores.join(", ")}`);
}
server.stop();
process.exit(isGood ? 0 : 1);
