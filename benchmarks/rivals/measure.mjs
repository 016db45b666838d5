// Streams the corpus into each renderer in a headless Chromium and prints a line of JSON for each:
// CPU ms of the page's main thread for 1,000 deltas. `node measure.mjs dist/corpus.json`
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const runs = JSON.parse(readFileSync(process.argv[2], "utf8"));
const address = new URL("page.html", import.meta.url).href;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  protocolTimeout: 600_000,
  args: ["--window-size=900,700", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  defaultViewport: { width: 900, height: 700 },
});

async function cpuSeconds(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  const value = (name) => metrics.find((each) => each.name === name)?.value;
  return value("ThreadTime") ?? value("TaskDuration");
}

const NAMES = {
  streamdown: "streamdown",
  blocks: "react-markdown, memoised blocks",
  whole: "react-markdown",
};

for (const [key, name] of Object.entries(NAMES)) {
  for (const { rate, start, text, pieces } of runs) {
    const page = await browser.newPage();
    await page.goto(`${address}#${key}`);
    const session = await page.createCDPSession();
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    await page.evaluate((...args) => window.begin(...args), text);
    const before = await cpuSeconds(session);
    const took = await page.evaluate((...args) => window.stream(...args), text, pieces, rate);
    const ms = ((await cpuSeconds(session)) - before) * (1e6 / pieces.length);
    const drawn = await page.evaluate(() => document.getElementById("answer").innerText.length);
    if (drawn < (text.length + pieces.join("").length) / 2) {
      throw new Error(`${name} shows only ${drawn} characters`);
    }
    const frames = took.frames / took.seconds;
    console.log(JSON.stringify({ name, rate, start, ms, frames }));
    await page.close();
  }
}
await browser.close();
