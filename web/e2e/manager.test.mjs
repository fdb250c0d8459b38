// The channel manager's road: how is my portfolio → who needs me → which metric → which lines.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, download, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { cents, parseCsv, total } from "./support/numbers.mjs";
import { startPortal } from "./support/portal.mjs";

const stat = (tab, name) => tab.locator(`[data-stat="${name}"]`);

describe("a channel manager goes from the portfolio to the lines", () => {
  const step = journey(it);
  let portal, browser, tab, month, revenue, scorecard;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "channel_manager"));
    await speak(tab, "en");
    const today = (await ask(tab, "{ viewer { today } }")).viewer.today;
    const last = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1));
    month = last.toISOString().slice(0, 7);
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("sees the portfolio's revenue against its target", async () => {
    await tab.getByRole("heading", { name: "Overview" }).waitFor();
    const { portfolioOverview: known } = await ask(tab, `query ($period: Period!) { portfolioOverview(period: $period) { revenue { amount } target { amount } } }`, { period: month });
    const card = tab.locator("div").filter({ has: stat(tab, "Net revenue") }).last();
    assert.equal(cents((await card.innerText()).split("\n").at(-1)), cents(known.revenue.amount));
    const percent = (Number(known.revenue.amount) / Number(known.target.amount)) * 100;
    assert.ok(Math.abs(Number.parseFloat(await stat(tab, "Against target").innerText()) - percent) <= 0.06);
  });

  step("finds a distributor and opens its scorecard", async () => {
    await tab.getByRole("link", { name: "Distributors" }).click();
    await settled(tab);
    await tab.keyboard.press("/");
    await tab.keyboard.type("Shanjing");
    await tab.waitForURL(/search=Shanjing/);
    await settled(tab);
    const rows = tab.getByRole("table", { name: "Distributors" }).getByRole("row");
    assert.equal(await rows.count(), 2);
    await rows.getByRole("link", { name: /Shanjing/ }).click();
    await tab.getByRole("heading", { level: 1, name: /Shanjing/ }).waitFor();
    await settled(tab);
    await accessible(tab, "distributor");
    await tab.getByRole("main").getByRole("link", { name: "Scorecard", exact: true }).click();
    await tab.getByRole("heading", { level: 1, name: /Shanjing.*: scorecard/ }).waitFor();
    await settled(tab);
    await accessible(tab, "scorecard");
    scorecard = tab.url();
  });

  step("goes from the metric's number to lines that add up to it", async () => {
    const link = tab.getByRole("link", { name: /^Net revenue: .*, see what it is made of$/ }).first();
    revenue = cents(await link.innerText());
    await link.click();
    await tab.waitForURL(/\/sales\?/);
    await settled(tab);
    assert.equal(cents(await stat(tab, "Net revenue").innerText()), revenue);
    const table = tab.getByRole("table", { name: "Sale lines" });
    const shown = [];
    for (;;) {
      const rows = await table.locator("tbody tr").evaluateAll((all) => all.map((row) => row.querySelector('[data-label="Net amount"]').innerText.split("\n")[0]));
      shown.push(...rows);
      const next = tab.getByRole("button", { name: "Next", exact: true });
      if (!(await next.count()) || (await next.isDisabled())) break;
      const first = await table.locator("tbody tr").first().innerText();
      await next.click();
      await tab.waitForFunction((before) => !document.querySelector('table[aria-label="Sale lines"] tbody tr')?.innerText.startsWith(before), first);
      await settled(tab);
    }
    assert.equal(shown.length, Number(await stat(tab, "Lines").innerText()));
    assert.equal(total(shown), revenue);
  });

  step("opens a line, and gets back to the scorecard", async () => {
    await tab.getByRole("table", { name: "Sale lines" }).getByRole("button").and(tab.locator("[aria-haspopup=dialog]")).first().click();
    await tab.getByRole("dialog").getByText("Net amount").first().waitFor();
    await settled(tab);
    await accessible(tab, "line");
    await tab.keyboard.press("Escape");
    await tab.getByRole("dialog").waitFor({ state: "detached" });
    while (tab.url() !== scorecard && new URL(tab.url()).pathname === "/sales") await tab.goBack();
    await tab.getByRole("heading", { level: 1, name: /Shanjing.*: scorecard/ }).waitFor();
  });

  step("steps to another period", async () => {
    await tab.getByRole("button", { name: "Previous period" }).click();
    await tab.waitForURL(/period=/);
    await settled(tab);
    const before = await tab.getByRole("link", { name: /^Net revenue: .*, see what it is made of$/ }).first().innerText();
    assert.notEqual(cents(before), revenue);
    await tab.getByRole("combobox", { name: "Kind of period" }).selectOption("quarter");
    await tab.waitForURL(/period=\d{4}-Q\d/);
    await settled(tab);
    await tab.reload();
    await settled(tab);
    assert.match(await tab.getByRole("combobox", { name: "Period", exact: true }).inputValue(), /^\d{4}-Q\d$/);
  });

  step("narrows the explorer down, and a reload keeps it", async () => {
    await tab.getByRole("link", { name: "Sales explorer" }).click();
    await settled(tab);
    await tab.getByRole("combobox", { name: "Kind of period" }).selectOption("month");
    await tab.getByRole("combobox", { name: "Period", exact: true }).selectOption(month);
    await tab.getByRole("combobox", { name: "Channel type" }).selectOption("STORE");
    await tab.getByRole("combobox", { name: "Split by" }).selectOption("DISTRIBUTOR");
    await tab.waitForURL((url) => url.searchParams.get("channel") === "STORE" && url.searchParams.get("by") === "DISTRIBUTOR" && url.searchParams.get("period") === month);
    await settled(tab);
    const before = await stat(tab, "Net revenue").innerText();
    await tab.reload();
    await settled(tab);
    assert.equal(await stat(tab, "Net revenue").innerText(), before);
    assert.equal(await tab.getByRole("combobox", { name: "Channel type" }).inputValue(), "STORE");
    const parts = await tab.getByRole("table", { name: "Where it comes from" }).locator('[data-label="Net revenue"]').allInnerTexts();
    assert.equal(total(parts), cents(before));
  });

  step("takes the lines along as a file", async () => {
    const sum = cents(await stat(tab, "Net revenue").innerText());
    const lines = Number((await stat(tab, "Lines").innerText()).replaceAll(",", ""));
    await tab.getByRole("button", { name: "Export lines" }).click();
    await tab.getByRole("menuitem", { name: "As CSV" }).click();
    const link = tab.getByRole("link", { name: "Download", exact: true });
    await link.waitFor({ timeout: 60_000 });
    await accessible(tab, "explorer");
    const [header, ...rows] = parseCsv((await download(tab, () => link.click())).toString("utf8"));
    assert.equal(rows.length, lines);
    const amount = header.indexOf("base_amount");
    assert.ok(amount >= 0, header.join());
    assert.equal(total(rows.map((row) => row[amount])), sum);
  });

  step("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
