// A distributor's own customers: typed in, mended, shared with the brand and taken back, and a list of them imported.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, download, journey, launch, login, open, overflow, phone, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("a clerk keeps customers", () => {
  const step = journey(it);
  const mark = Date.now().toString(36).toUpperCase();
  const name = `長榮測試 ${mark}`;
  let portal, browser, tab, address;
  const dialog = () => tab.getByRole("dialog");
  const panel = (title) => tab.getByRole("region", { name: title });

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "distributor_rep"));
    await speak(tab, "en");
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("finds the customers that its sales made", async () => {
    await tab.getByRole("link", { name: "Customers" }).click();
    await settled(tab);
    assert.ok((await tab.getByRole("table", { name: "Customers" }).getByRole("row").count()) > 20);
    await accessible(tab, "customers");
  });

  step("types one in, and reads what is wrong with it", async () => {
    await tab.getByRole("link", { name: "Add customer" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: "Add customer" }).click();
    await tab.getByText("Enter a name.").waitFor();
    await tab.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await tab.getByRole("textbox", { name: "Tax id", exact: true }).fill("12345678");
    await tab.getByRole("textbox", { name: "Phone", exact: true }).fill("02-2345-6789");
    await accessible(tab, "new customer");
    await tab.getByRole("button", { name: "Add customer" }).click();
    await tab.waitForURL(/\/accounts\/acc_\w+$/);
    const said = tab.getByRole("alert").filter({ hasText: "Saved, but have a look" });
    await said.getByRole("button", { name: "Close" }).click();
    await said.waitFor({ state: "detached" });
    await tab.getByText("Check digit wrong").first().waitFor();
    await settled(tab);
    address = new URL(tab.url()).pathname;
    await accessible(tab, "customer");
  });

  step("mends it, and notes a call", async () => {
    await tab.getByRole("link", { name: "Edit" }).click();
    await settled(tab);
    const code = tab.getByRole("textbox", { name: "Customer code" });
    assert.equal(await tab.getByRole("textbox", { name: "Phone", exact: true }).inputValue(), "02-2345-6789");
    await tab.getByRole("textbox", { name: "Tax id", exact: true }).fill("04595257");
    await code.fill(`E2E-${mark}`);
    await tab.getByRole("button", { name: "Save" }).click();
    await tab.waitForURL((url) => url.pathname === address);
    await panel("Profile").getByText(`E2E-${mark}`).waitFor();
    assert.equal(await panel("Profile").getByText("Check digit wrong").count(), 0);
    await panel("Timeline").getByRole("button", { name: "Add entry" }).click();
    await dialog().getByLabel("What happened").fill("Asked for a quotation");
    await dialog().getByRole("button", { name: "Save" }).click();
    await panel("Timeline").getByText("Asked for a quotation").waitFor();
  });

  step("shares it after reading what the brand will see", async () => {
    await panel("Sharing").getByRole("button", { name: "Share" }).click();
    await dialog().getByText(/address and people stay hidden/).waitFor();
    await dialog().getByText("Contact details too", { exact: true }).first().click();
    await dialog().getByText(/Each time they must say why/).waitFor();
    await dialog().getByRole("button", { name: "See it as they will" }).click();
    await dialog().getByRole("region", { name: "As the other side sees it" }).getByText("02-2345-6789").waitFor();
    await accessible(tab, "share");
    await dialog().getByLabel("What for").fill("Joint visit");
    await dialog().getByRole("button", { name: "Share", exact: true }).click();
    await panel("Sharing").getByText("Open", { exact: true }).waitFor();
  });

  step("sees who of the brand looked and why", async () => {
    const manager = await open(browser, portal.url);
    await login(manager, account(portal, "brand_admin"));
    await speak(manager, "en");
    await manager.goto(address);
    await settled(manager);
    await manager.getByText("The owner shares these contact details").waitFor();
    await manager.getByRole("button", { name: "Show contact details" }).click();
    await manager.getByRole("dialog").getByLabel("What for").fill("Visit on Friday");
    await manager.getByRole("button", { name: "Show them" }).click();
    await manager.getByRole("link", { name: "02-2345-6789" }).waitFor();
    assert.deepEqual(manager.troubles, []);
    await manager.context().close();
    await tab.goto(address);
    await panel("Sharing").getByText("Visit on Friday").waitFor();
  });

  step("takes it back, after reading what closes", async () => {
    await panel("Sharing").getByRole("button", { name: "Take back" }).click();
    await dialog().getByText(/It closes at once/).waitFor();
    await dialog().getByLabel("Why").fill("The visit is over");
    await accessible(tab, "revoke");
    await dialog().getByRole("button", { name: "Take it back" }).click();
    await panel("Sharing").getByText("Taken back", { exact: true }).waitFor();
    await dialog().waitFor({ state: "detached" });
  });

  step("imports a list, and the one bad row says why", async () => {
    const rows = ["客戶代號,客戶名稱,統一編號,電話", `I1-${mark},匯入甲 ${mark},04595257,02-2700-0001`, `I2-${mark},匯入乙 ${mark},,02-2700-0002`, `I3-${mark},,,02-2700-0003`];
    await tab.goto("/accounts/import");
    await settled(tab);
    await tab.locator("input[type=file]").first().setInputFiles({ name: `list-${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(`${rows.join("\r\n")}\r\n`) });
    await tab.waitForURL(/\/accounts\/import\/\w+$/);
    await tab.getByText("How the columns were understood").waitFor({ timeout: 30_000 });
    assert.equal(await tab.getByRole("combobox", { name: "What 客戶名稱 holds" }).inputValue(), "NAME");
    await accessible(tab, "columns");
    await tab.reload();
    await tab.getByRole("button", { name: "Confirm and import" }).click();
    await tab.getByText("Partly taken in", { exact: true }).waitFor({ timeout: 60_000 });
    const figure = (label) => tab.locator(`[data-stat="${label}"]`).innerText();
    assert.deepEqual([await figure("Created"), await figure("Rejected")], ["2", "1"]);
    await settled(tab);
    const rejected = tab.getByRole("table", { name: "Rejected rows" }).getByRole("row");
    assert.equal(await rejected.count(), 2);
    assert.match((await rejected.allInnerTexts())[1], /is blank but needed/);
    await accessible(tab, "result");
    const back = (await download(tab, () => tab.getByRole("link", { name: "Download the rejected rows" }).click())).toString("utf8");
    assert.match(back, new RegExp(`I3-${mark}`));
    assert.doesNotMatch(back, new RegExp(`I2-${mark}`));
  });

  step("finds what was imported, on a phone too", async () => {
    const small = await open(browser, portal.url, { size: phone });
    await login(small, account(portal, "distributor_rep"));
    await small.goto("/accounts?source=IMPORT&sort=NAME.ASC");
    await small.getByRole("link", { name: `匯入甲 ${mark}` }).click();
    await small.getByText("02-2700-0001").waitFor();
    assert.equal(await overflow(small), 0);
    assert.deepEqual(small.troubles, []);
  });

  step("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
