// A copy of a site with `kuaixun serve` on it, and a browser that notes what its console says.
import { spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const PROGRAM = process.env.KUAIXUN_PROGRAM;
const REPOSITORY = process.env.KUAIXUN_REPOSITORY;

/** Copies this repository's own site to a temporary folder. */
export async function copyOfDemo() {
  const root = await mkdtemp(path.join(tmpdir(), "kuaixun-"));
  for (const part of ["kuaixun.yaml", "content", "data"]) {
    await cp(path.join(REPOSITORY, part), path.join(root, part), { recursive: true });
  }
  return root;
}

/** Starts the preview of a site; answers its address and how to end it. */
export async function serve(root) {
  const process = spawn(PROGRAM, ["serve", "--port", "0", "--today", "2008-01-01", "--root", root], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const lines = createInterface({ input: process.stdout });
  const address = await new Promise((resolve, reject) => {
    lines.once("line", resolve);
    process.once("exit", () => reject(new Error("the preview did not start")));
  });
  const stop = async () => {
    process.kill();
    await rm(root, { recursive: true, force: true });
  };
  return { address: address.replace(/\/$/, ""), stop };
}

/** Starts Chromium, which root may run only without its sandbox. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.KUAIXUN_CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Opens a page and notes errors of the console, failed requests and every load. */
export async function open(context, address) {
  const page = await context.newPage();
  const said = [];
  const loads = { count: 0 };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("load", () => (loads.count += 1));
  await page.goto(address);
  return { page, said, loads };
}
