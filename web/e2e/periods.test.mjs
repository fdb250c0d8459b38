// Closed months stay as they are: who asks to reopen one can't confirm it, and a restatement is opened and given up.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const reason = `Late invoices ${Date.now().toString(36)}`;

describe("a closed month", () => {
  const step = journey(it);
  let portal, browser, tab, month, label, distributor;
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
});
