// Closed months stay as they are: who asks to reopen one can't confirm it, a restatement without differences is given up,
// and one with differences makes the card's next version, which the distributor reads.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const run = Date.now().toString(36);
const reason = `Late invoices ${run}`;
const late = `A pallet came back ${run}`;

describe("a closed month", () => {
  const step = journey(it);
  let portal, browser, tab, month, label, distributor, second, own, theirs, frozen;
  const row = () => tab.getByRole("row").filter({ hasText: label });

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "brand_admin"));
    await speak(tab, "en");
    const { viewer, distributors } = await ask(tab, "{ viewer { today } distributors(first: 1) { edges { node { id name { default } } } } }");
    distributor = distributors.edges[0].node;
    const last = new Date(Date.parse(`${viewer.today.slice(0, 7)}-01`) - 86_400_000).toISOString().slice(0, 7);
    month = last;
    label = new Intl.DateTimeFormat("en", { year: "numeric", month: "long", timeZone: "UTC" }).format(Date.parse(`${last}-01`));
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("is closed after saying what then stands still", async () => {
    await tab.goto(`/settings/periods?year=${month.slice(0, 4)}`);
    await settled(tab);
    const close = row().getByRole("button", { name: "Close" });
    if ((await close.count()) > 0) {
      await close.click();
      await tab.getByRole("dialog").getByRole("button", { name: "Close the month" }).click();
      await tab.getByRole("dialog").waitFor({ state: "detached", timeout: 60_000 });
    }
    await row().getByText("Closed", { exact: true }).first().waitFor();
  });

  step("who asks to reopen it can take that back, and not confirm it", async () => {
    await row().getByRole("button", { name: "Reopen" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel("Reason", { exact: false }).fill(reason);
    await accessible(tab, "asking to reopen");
    await dialog.getByRole("button", { name: "Ask to reopen" }).click();
    await row().getByText("Reopening waits for a second person").waitFor();
    assert.equal(await row().getByRole("button", { name: "Confirm" }).count(), 0);
    await row().getByRole("button", { name: "Take back" }).click();
    await tab.getByRole("dialog").getByText(reason).waitFor();
    await tab.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await row().getByRole("button", { name: "Reopen" }).waitFor();
    assert.equal((await ask(tab, `{ accountingPeriods(year: ${month.slice(0, 4)}) { period closed } }`)).accountingPeriods.find(({ period }) => period === month).closed, true);
  });

  step("a restatement is opened with a reason, shows that nothing differs, and is given up", async () => {
    await tab.goto(`/settings/restatements?distributor=${distributor.id}&period=${month}&dialog=create`);
    await settled(tab);
    await tab.getByRole("dialog").getByLabel("Reason", { exact: false }).fill(reason);
    await tab.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
    const drawer = tab.getByRole("dialog", { name: "Restatement" });
    await drawer.getByText(reason).waitFor({ timeout: 30_000 });
    await drawer.getByText("Nothing differs yet").waitFor();
    await accessible(tab, "restatement");
    await drawer.getByRole("button", { name: "Give up" }).click();
    await tab.getByRole("dialog", { name: /^Give up/ }).getByRole("button", { name: "Give up" }).click();
    await drawer.getByText("Given up").first().waitFor();
    await tab.goto(`/settings/restatements?distributor=${distributor.id}`);
    await settled(tab);
    await row().filter({ hasText: reason }).getByText("Given up").waitFor();
    assert.deepEqual(tab.troubles, []);
  });

  const cardQuery = "query($id: ID!, $period: Period!) { scorecard(distributorId: $id, period: $period) { version composite revenue { amount } } }";
  const card = async (of) => (await ask(of, cardQuery, { id: theirs, period: month })).scorecard;

  step("a line of it can be voided only while a restatement of its distributor is open", async () => {
    own = await open(browser, portal.url);
    await login(own, account(portal, "distributor_admin", 1));
    await speak(own, "en");
    theirs = (await ask(own, "{ viewer { distributor { id } } }")).viewer.distributor.id;
    second = await open(browser, portal.url);
    await login(second, account(portal, "brand_admin", 1));
    await speak(second, "en");
    frozen = await card(second);
    await second.goto(`/settings/restatements?distributor=${theirs}&period=${month}&dialog=create`);
    await settled(second);
    await second.getByRole("dialog").getByLabel("Reason", { exact: false }).fill(late);
    await second.getByRole("dialog").getByRole("button", { name: "Open", exact: true }).click();
    const drawer = second.getByRole("dialog", { name: "Restatement" });
    await drawer.getByText("Nothing differs yet").waitFor({ timeout: 30_000 });
    await drawer.getByRole("link", { name: "Look at its lines" }).click();
    await settled(second);
    await second.getByRole("checkbox", { name: /^Select invoice/ }).first().check();
    await second.getByRole("button", { name: "Void…" }).click();
    const dialog = second.getByRole("dialog");
    await dialog.getByText("This voids 1 line").waitFor();
    await dialog.getByLabel("Reason").fill(late);
    await dialog.getByRole("button", { name: "Void 1 line" }).click();
    await second.getByText("1 line is voided").waitFor();
  });

  step("the card stays as it was frozen, and says how it would differ", async () => {
    assert.deepEqual(await card(second), frozen);
    await second.goto(`/scorecards/${theirs}?period=${month}`);
    await settled(second);
    const notice = second.locator("[data-restatement]");
    await notice.getByText(late).waitFor();
    await notice.locator("[data-change=revenue]").waitFor();
    await notice.locator("[data-change=revenue_attainment]").getByText(/%/).first().waitFor();
    await accessible(second, "a card that is restated");
    await notice.getByRole("link", { name: "Open the restatement" }).click();
  });

  step("publishing it shows the difference first, in its units", async () => {
    const drawer = second.getByRole("dialog", { name: "Restatement" });
    const change = (name) => drawer.getByRole("row").filter({ has: second.getByRole("rowheader", { name, exact: true }) });
    await change("Net revenue").getByText(/^[-−]NT\$/).waitFor();
    await change("Revenue against target").getByText(/ pp$/).waitFor();
    await accessible(second, "the difference of a restatement");
    await drawer.getByRole("button", { name: "Publish" }).click();
    const dialog = second.getByRole("dialog", { name: /^Publish the restated card/ });
    await dialog.getByText(/it becomes the next version/).waitFor();
    await dialog.getByRole("button", { name: "Publish" }).click();
    await drawer.getByText("Published", { exact: true }).waitFor({ timeout: 30_000 });
    const after = await card(second);
    assert.equal(after.version, frozen.version + 1);
    assert.ok(Number(after.revenue.amount) < Number(frozen.revenue.amount));
    assert.deepEqual(second.troubles, []);
  });

  step("the distributor is told, and reads who, why and what differs", async () => {
    await own.goto("/inbox");
    await own.getByRole("link", { name: `Your scorecard of ${label} was restated: version ${frozen.version + 1}` }).first().click();
    await settled(own);
    await own.getByText(`Frozen · version ${frozen.version + 1}`).waitFor();
    const version = own.locator(`[data-version="${frozen.version + 1}"]`);
    await version.getByText(late).waitFor();
    assert.equal(await version.locator("[data-change=revenue] td").count(), 2);
    await accessible(own, "a restated card");
    await own.getByRole("link", { name: `Open version ${frozen.version}`, exact: true }).click();
    await own.getByText(`This is version ${frozen.version} as it was frozen`).waitFor();
    assert.deepEqual(own.troubles, []);
  });
});
