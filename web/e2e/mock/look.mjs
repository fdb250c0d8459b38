// Takes pictures of pages: node e2e/mock/look.mjs <base> <side> <out> <path>[|lang|scheme|width] …
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [base, side, out, ...pages] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROME_BIN ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const page of pages) {
  const [path, language = "en", scheme = "light", width = "1280"] = page.split("|");
  const context = await browser.newContext({ viewport: { width: Number(width), height: 860 }, locale: language === "zh-Hant" ? "zh-TW" : language === "zh-Hans" ? "zh-CN" : "en-GB", colorScheme: scheme });
  if (side !== "none") await context.addCookies([{ name: "side", value: side, url: base }]);
  const tab = await context.newPage();
  tab.on("console", (message) => ["error", "warning"].includes(message.type()) && console.log(page, message.type(), message.text().slice(0, 400)));
  tab.on("pageerror", (error) => console.log(page, "pageerror", String(error).slice(0, 400)));
  await tab.goto(base + path);
  await tab.waitForLoadState("networkidle");
  await tab.waitForTimeout(500);
  const name = `${path.replaceAll(/[^\w]+/g, "-")}_${language}_${scheme}_${width}`.replace(/^-/, "");
  await tab.screenshot({ path: `${out}/${side}_${name}.png`, fullPage: true });
  await context.close();
}
await browser.close();
