// What a mediator does with cases besides settling them: takes evidence apart, puts cases together, and an appeal that changes nothing.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, phone, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const list = `query($states: [ConflictState!], $rules: [ConflictRule!]) {
  conflicts(first: 100, filter: { states: $states, rules: $rules }) { edges { node { id state facts } } }
}`;

describe("a mediator and cases", () => {
  const step = journey(it);
  let portal, browser, tab, whole, part, facts;
  const casesIn = async (states, rules) => (await ask(tab, list, { states, rules })).conflicts.edges.map(({ node }) => node);
  const factsOf = async (id) => (await ask(tab, "query($id: ID!) { conflict(id: $id) { facts } }", { id })).conflict.facts;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "brand_admin"));
    await speak(tab, "en");
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("takes evidence out into a case of its own", async () => {
    whole = (await casesIn(["OPEN", "AWAITING_RESPONSE"])).find((one) => one.facts > 2);
    assert.ok(whole, "the demo has no open case of three facts");
    facts = whole.facts;
    await tab.goto(`/conflicts/${whole.id}`);
    await settled(tab);
    await tab.getByRole("button", { name: "More", exact: true }).click();
    await tab.getByRole("menuitem", { name: "Split" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByRole("checkbox").first().check();
    await dialog.getByText(`1 of the facts go into a case of their own; ${facts - 1} stay.`).waitFor();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Another customer's order.");
    await accessible(tab, "the dialog that splits a case");
    await dialog.getByRole("button", { name: "Split" }).click();
    await tab.waitForURL((url) => url.pathname.startsWith("/conflicts/") && !url.pathname.endsWith(whole.id));
    await settled(tab);
    part = new URL(tab.url()).pathname.split("/").at(-1);
    assert.deepEqual([await factsOf(part), await factsOf(whole.id)], [1, facts - 1]);
  });

  step("makes the two one again", async () => {
    await tab.goto(`/conflicts/${part}?dialog=merge`);
    await settled(tab);
    const dialog = tab.getByRole("dialog");
    const { conflict } = await ask(tab, "query($id: ID!) { conflict(id: $id) { related(first: 20) { id } } }", { id: part });
    assert.ok(conflict.related.some(({ id }) => id === whole.id), "the case it came of is not related");
    await dialog.locator(`input[type=radio][value=${whole.id}]`).check();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("It was one order after all.");
    await accessible(tab, "the dialog that merges cases");
    await dialog.getByRole("button", { name: "Merge" }).click();
    await tab.waitForURL((url) => url.pathname.endsWith(whole.id));
    await settled(tab);
    assert.equal(await factsOf(whole.id), facts);
    await tab.goto(`/conflicts/${part}`);
    await settled(tab);
    await tab.getByText("This case became part of another").first().waitFor();
  });

  step("sees prices against the floor as a picture with a table", async () => {
    const [breach] = await casesIn(null, ["PRICE_BELOW_FLOOR"]);
    await tab.goto(`/conflicts/${breach.id}`);
    await settled(tab);
    const figure = tab.locator("figure").filter({ has: tab.locator("svg rect") }).first();
    await figure.waitFor();
    assert.ok((await figure.locator("table tbody tr").count()) > 0, "no table stands behind the picture");
    await tab.setViewportSize(phone);
    await settled(tab);
    await accessible(tab, "a price case on a phone");
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "the page is wider than the phone");
    await tab.setViewportSize({ width: 1280, height: 860 });
  });

  step("upholds a decision that was appealed", async () => {
    const [appealed] = await casesIn(["APPEALED"]);
    assert.ok(appealed, "the demo has no appeal that waits");
    await tab.goto(`/conflicts/${appealed.id}?dialog=uphold`);
    await settled(tab);
    const dialog = tab.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("The new papers are of another year.");
    await dialog.getByRole("button", { name: "Uphold the decision" }).click();
    await tab.getByText("The decision stands").waitFor();
    await settled(tab);
    const { conflict } = await ask(tab, "query($id: ID!) { conflict(id: $id) { state outcome } }", { id: appealed.id });
    assert.deepEqual(conflict, { state: "CLOSED", outcome: "UPHELD" });
    assert.deepEqual(tab.troubles, []);
  });
});
