// A channel manager makes next year's programme: edits it, sees what last quarter would have looked like, publishes it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const name = `Programme ${Date.now().toString(36)}`;

describe("a programme from the version in force to the next", () => {
  const step = journey(it);
  let portal, browser, tab, known, distributors;
  const versions = async () => (await ask(tab, "{ scorecardProgrammes(first: 25) { edges { node { version name withdrawnAt rules { key weight } } } } }")).scorecardProgrammes.edges.map(({ node }) => node);
  const weights = () => tab.getByRole("textbox", { name: /^Weight of / });

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "channel_manager"));
    await speak(tab, "en");
    known = await versions();
    distributors = (await ask(tab, "{ distributors(first: 1) { totalCount } }")).distributors.totalCount;
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("begins from the version in force", async () => {
    await tab.goto("/programme");
    await settled(tab);
    assert.ok((await tab.getByText("In force", { exact: true }).count()) > 0);
    await tab.getByRole("link", { name: "New version" }).first().click();
    await settled(tab);
    const base = Number(/version (\d+)/.exec(await tab.locator("header").filter({ hasText: "Begun from" }).innerText())[1]);
    assert.equal(await weights().count(), known.find(({ version }) => version === base).rules.length);
    await tab.getByText("The weights add up to 100 %.").waitFor();
  });

  step("weights of 101 are refused beside the weights, before anything is sent", async () => {
    await tab.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    const first = weights().first();
    await first.fill(String(Number(await first.inputValue()) + 1));
    await tab.locator("[data-sum='101']").waitFor();
    await tab.getByRole("button", { name: "Publish…" }).click();
    await tab.getByText("The weights must add up to exactly 100.").waitFor();
    assert.equal(await tab.getByRole("dialog").count(), 0);
    await tab.getByRole("button", { name: "Bring to 100 %" }).click();
    await tab.locator("[data-sum='100']").waitFor();
  });

  step("a threshold upside down is said at its metric", async () => {
    const metric = tab.locator("[data-metric=revenue_attainment]");
    await metric.getByRole("button", { name: /^Bounds of / }).click();
    const floor = metric.getByLabel("Quarter: Floor", { exact: false });
    const was = await floor.inputValue();
    await floor.fill("500");
    await tab.getByRole("button", { name: "Simulate" }).click();
    await metric.getByText("Enter values that rise from floor to stretch.").waitFor();
    await floor.fill(was);
  });

  step("the simulation shows last quarter's grades now and then", async () => {
    // All weight on one metric surely changes something.
    const all = await weights().all();
    for (const [index, field] of all.entries()) await field.fill(index === 0 ? "90" : String(10 / (all.length - 1)).slice(0, 6));
    const scale = tab.getByRole("button", { name: "Bring to 100 %" });
    if (await scale.isVisible()) await scale.click();
    await tab.getByRole("button", { name: "Simulate" }).click();
    await tab.getByRole("table", { name: "Cards that change most" }).waitFor({ timeout: 30_000 });
    await accessible(tab, "programme editor");
    await tab.getByRole("button", { name: "Show as table" }).click();
    const rows = await tab.locator("figure table tbody tr").evaluateAll((found) => found.map((row) => [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent))));
    const sum = (at) => rows.reduce((total, row) => total + row[at], 0);
    assert.equal(sum(1), distributors, "every distributor has a card now");
    assert.equal(sum(0), distributors, "every distributor has a card then");
  });

  step("publishing says its consequences in numbers, once", async () => {
    await tab.getByRole("button", { name: "Publish…" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByText(new RegExp(`^Of ${distributors} cards? of `)).waitFor({ timeout: 30_000 });
    await dialog.getByText(/^Grade A: \d+ → \d+$/).waitFor();
    await accessible(tab, "publish dialog");
    await dialog.getByRole("button", { name: "Publish" }).click();
    await tab.waitForURL((url) => url.pathname === "/programme");
    await settled(tab);
    const made = (await versions()).filter((one) => one.name === name);
    assert.equal(made.length, 1);
    assert.equal(made[0].rules.reduce((total, rule) => total + Math.round(Number(rule.weight) * 10_000), 0), 1_000_000);
    await tab.keyboard.press("Escape");
    await tab.getByRole("row").filter({ hasText: name }).getByText("To come").waitFor();
  });

  step("before its day it is withdrawn with a reason", async () => {
    await tab.getByRole("row").filter({ hasText: name }).getByRole("button", { name: "Withdraw" }).click();
    const dialog = tab.getByRole("dialog");
    assert.ok(await dialog.getByRole("button", { name: "Withdraw" }).isDisabled());
    await dialog.getByLabel("Reason", { exact: false }).fill("Only tried.");
    await dialog.getByRole("button", { name: "Withdraw" }).click();
    await tab.getByRole("row").filter({ hasText: name }).getByText("Withdrawn").waitFor();
    assert.equal((await versions()).filter((one) => one.name === name && one.withdrawnAt).length, 1);
    assert.deepEqual(tab.troubles, []);
  });
});
