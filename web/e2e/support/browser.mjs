// A real Chromium, and what every journey does with it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const out = fileURLToPath(new URL("../out/", import.meta.url));

export const locales = { en: "en-GB", "zh-Hant": "zh-TW", "zh-Hans": "zh-CN" };
export const desktop = { width: 1280, height: 860 };
export const phone = { width: 360, height: 740 };

/** Starts Chromium: CHROME_BIN, else Debian's. */
export function launch(args = []) {
  return chromium.launch({ executablePath: process.env.CHROME_BIN || "/usr/bin/chromium", args: process.getuid?.() === 0 ? ["--no-sandbox", ...args] : args });
}

/** A tab with a language, scheme and size. What goes wrong in its console is in tab.troubles. */
export async function open(browser, url, { language = "en", scheme = "light", size = desktop } = {}) {
  const context = await browser.newContext({ baseURL: url, locale: locales[language], colorScheme: scheme, viewport: size, reducedMotion: "reduce", acceptDownloads: true });
  context.setDefaultTimeout(15_000);
  const tab = await context.newPage();
  tab.troubles = [];
  tab.on("pageerror", (error) => tab.troubles.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) tab.troubles.push(message.text());
  });
  watchRequests(tab);
  return tab;
}

/** Keeps in tab.underway what the page has asked for and not yet had; streams, which never end, are not counted. */
function watchRequests(tab) {
  tab.underway = new Set();
  tab.on("request", (request) => {
    if (!request.headers().accept?.includes("text/event-stream")) tab.underway.add(request);
  });
  for (const end of ["requestfinished", "requestfailed"]) tab.on(end, (request) => tab.underway.delete(request));
}

/** What a list says, be it what is chosen or what it is for, that has no room to be read whole. */
export function cutChoices(tab) {
  return tab.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d");
    return [...document.querySelectorAll('select, input[aria-haspopup="listbox"]')].flatMap((field) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      canvas.font = font;
      const text = field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.text ?? "") : field.value ? "" : field.placeholder;
      const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
      return field.clientWidth > 0 && canvas.measureText(text).width > room ? [`"${text}" is cut`] : [];
    });
  });
}

/** Picks an account of the demo by role; nth 0 is of the first distributor, 1 of the second. */
export function account(portal, role, nth = 0) {
  const found = portal.accounts.filter((one) => one.role === role)[nth];
  assert.ok(found, `demo.json has no account ${nth} of role ${role}`);
  return found;
}

/** Logs in through the form, as a person does. */
export async function login(tab, { email, password }) {
  await tab.goto("/login");
  await tab.locator("input[type=email]").fill(email);
  await tab.locator("input[autocomplete=current-password]").fill(password);
  await tab.locator("button[type=submit]").click();
  await tab.waitForURL((url) => url.pathname !== "/login");
  await settled(tab);
}

const languageNames = { en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文" };

/** Chooses a language in the menu, as a person does; a user's own choice wins over the browser's. */
export async function speak(tab, language) {
  // The user's language comes with the first answer, after the browser's; only then is there one to change.
  const { viewer } = await ask(tab, "{ viewer { locale } }");
  if (viewer.locale in locales) await tab.waitForFunction((known) => document.documentElement.lang === known, viewer.locale);
  if ((await tab.evaluate(() => document.documentElement.lang)) === language) return;
  await tab.getByRole("button", { name: /^(Language|語言|语言)$/ }).click();
  await tab.getByRole("menuitem", { name: languageNames[language] }).click();
  await tab.waitForFunction((expected) => document.documentElement.lang === expected, language);
  await settled(tab);
}

/** Asks the portal's API as the tab's user. */
export async function ask(tab, query, variables = {}) {
  const answer = await tab.evaluate(
    (body) => fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).then((response) => response.json()),
    { query, variables },
  );
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

/** A journey's steps: each needs the ones before, so after a failed one the rest fail at once instead of waiting in vain. */
export function journey(it) {
  let failed;
  return (name, walk) =>
    it(name, async () => {
      if (failed) throw new Error(`not walked, for this failed before: ${failed}`);
      try {
        await walk();
      } catch (error) {
        failed = name;
        throw error;
      }
    });
}

/** What comes down as a file when act is done, as a Buffer. */
export async function download(tab, act) {
  const [file] = await Promise.all([tab.waitForEvent("download"), act()]);
  const parts = [];
  for await (const part of await file.createReadStream()) parts.push(part);
  return Buffer.concat(parts);
}

/** Waits until the page shows what it has: no requests, no skeletons, and so again two frames later. */
export async function settled(tab) {
  await tab.locator("h1").first().waitFor();
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    const before = tab.url();
    await tab.waitForFunction(() => document.readyState === "complete" && !document.querySelector("[aria-busy=true], .mantine-Skeleton-root"));
    await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 40)))));
    const busy = await tab.evaluate(() => !!document.querySelector("[aria-busy=true], .mantine-Skeleton-root"));
    if (!busy && tab.underway.size === 0 && tab.url() === before) return;
  }
  throw new Error(`${tab.url()} still waits for ${[...tab.underway].map((request) => request.url()).join(", ") || "what it shows"}`);
}

/** What axe finds serious on the page as it is, in words; empty when it finds nothing. */
export async function findings(tab) {
  await tab.evaluate(axeSource);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
  const where = (node) => `    ${node.html.slice(0, 200)}\n    ${[...node.any, ...node.all, ...node.none].map((check) => check.message).join("; ")}`;
  return violations.filter((one) => one.impact === "serious" || one.impact === "critical").map((one) => `${one.id}: ${one.help}\n${one.nodes.slice(0, 4).map(where).join("\n")}`);
}

/** Fails when axe finds anything serious on the page as it is. */
export async function accessible(tab, name) {
  const found = await findings(tab);
  assert.equal(found.length, 0, `${name}: axe found\n${found.join("\n")}`);
}

/** By how many pixels the page is wider than its window; 0 when it fits. */
export function overflow(tab) {
  return tab.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth));
}

/** Keeps a picture in e2e/out. */
export async function picture(tab, name) {
  mkdirSync(out, { recursive: true });
  await tab.screenshot({ path: `${out}${name}.png`, fullPage: true });
}

/** Waits until the address is as told, however many redirects lead there. */
export async function arrive(tab, address) {
  for (let i = 0; i < 150; i++) {
    if (address.test(tab.url())) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${tab.url()} is not ${address}`);
}
