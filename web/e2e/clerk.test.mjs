// The clerk's road: my own file → how its columns were understood → progress → what became of it → mend → done.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, download, journey, launch, login, open, phone, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("a clerk reports a month", () => {
  const step = journey(it);
  let portal, browser, tab, sample, report, mended, codes;
  const drop = async (name, buffer) => {
    const here = new URL(tab.url()).pathname;
    await tab.locator("input[type=file]").first().setInputFiles({ name, mimeType: "text/csv", buffer });
    await tab.waitForURL((url) => url.pathname.startsWith("/reports/rpt_") && url.pathname !== here);
  };
  const figures = async () => {
    await tab.locator(".mantine-Badge-root").filter({ hasText: /^(Accepted|Partly accepted|Could not be read)$/ }).first().waitFor({ timeout: 60_000 });
    const read = async (name) => [name, Number(await tab.locator(`[data-stat="${name}"]`).innerText())];
    return Object.fromEntries(await Promise.all(["Accepted", "Duplicate", "Rejected", "Ignored"].map(read)));
  };
  const lines = async () => (await ask(tab, "{ saleLines(first: 1) { totalCount } }")).saleLines.totalCount;

  before(async () => {
    portal = await startPortal();
    sample = portal.samples("beichen");
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "distributor_rep"));
    await speak(tab, "en");
    const { products } = await ask(tab, "{ products(first: 2, filter: { status: ACTIVE }) { edges { node { code } } } }");
    codes = products.edges.map((edge) => edge.node.code);
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("drops the file of their own system and reads how it was understood", async () => {
    await tab.getByRole("main").getByRole("link", { name: "Report sales" }).first().click();
    await settled(tab);
    await drop(sample.name, sample.bytes);
    await tab.getByText("How the columns were understood").waitFor({ timeout: 30_000 });
    assert.equal(await tab.getByRole("combobox", { name: "What 品號 holds" }).inputValue(), "PRODUCT_CODE");
    assert.equal(await tab.getByRole("combobox", { name: "Character encoding" }).inputValue(), "big5");
    const preview = tab.getByRole("group", { name: "The first 10 rows" });
    assert.equal(await preview.getByRole("row").count(), 11);
    await preview.getByRole("cell", { name: "溪流保溫瓶 墨藍" }).first().waitFor();
    await accessible(tab, "columns");
  });

  step("cannot confirm before all that is needed has a column", async () => {
    const confirm = tab.getByRole("button", { name: "Confirm and import" });
    await tab.getByRole("combobox", { name: "What 品號 holds" }).selectOption("");
    await tab.getByText("No column is taken for Product code yet").waitFor();
    assert.equal(await confirm.isDisabled(), true);
    await tab.getByRole("combobox", { name: "What 品號 holds" }).selectOption("PRODUCT_CODE");
    assert.equal(await confirm.isDisabled(), false);
  });

  step("reloads in the middle, confirms, and reloads again", async () => {
    await tab.reload();
    const confirm = tab.getByRole("button", { name: "Confirm and import" });
    await confirm.click();
    await confirm.waitFor({ state: "detached" });
    await tab.reload();
    assert.deepEqual(await figures(), { Accepted: 57, Duplicate: 0, Rejected: 3, Ignored: 2 });
    report = new URL(tab.url()).pathname;
  });

  step("reads beside each rejected row why it was", async () => {
    await settled(tab);
    const rows = tab.getByRole("table", { name: "Rejected rows" }).getByRole("row");
    assert.equal(await rows.count(), 4);
    const reasons = (await rows.allInnerTexts()).slice(1);
    assert.match(reasons[0], /品號[\s\S]*YW-COOK-059Z[\s\S]*nearest codes are/);
    assert.match(reasons[1], /2026\/13\/45/);
    assert.match(reasons[2], /數量[\s\S]*must not be 0/);
    await accessible(tab, "result");
  });

  step("mends the rejected rows in the file that came back", async () => {
    const back = await download(tab, () => tab.getByRole("link", { name: "Download the rejected rows" }).click());
    const text = new TextDecoder("big5").decode(back);
    const given = new TextDecoder("big5").decode(sample.bytes);
    const [header, ...rows] = text.trimEnd().split("\r\n");
    assert.ok(header.startsWith(given.split("\r\n")[0]), `its columns are\n${header}`);
    assert.match(header, /_line/);
    assert.match(header, /_reason/);
    assert.equal(rows.length, 3);
    assert.match(rows[0], /YW-COOK-059Z/);
    const edited = back.toString("latin1").replace("YW-COOK-059Z", "A138262").replace("2026/13/45", "115/11/17").replace(/(,)0(,"2,509")/, "$16$2");
    mended = Buffer.from(edited, "latin1");
    await drop("mended.csv", mended);
    assert.deepEqual(await figures(), { Accepted: 3, Duplicate: 0, Rejected: 0, Ignored: 0 });
    await tab.goto(report);
    await tab.getByText("3 mended since").waitFor();
  });

  step("drops the first file again, and nothing is added", async () => {
    const before = await lines();
    await tab.goto("/reports/new");
    await settled(tab);
    await drop(sample.name, sample.bytes);
    assert.deepEqual(await figures(), { Accepted: 0, Duplicate: 57, Rejected: 3, Ignored: 2 });
    await tab.goto("/reports/new");
    await settled(tab);
    await drop("renamed.csv", mended);
    await tab.getByText("This very file was accepted before").waitFor();
    assert.equal((await figures()).Accepted, 0);
    assert.equal(await lines(), before);
  });

  step("types a sale in, and a wrong one is pointed out", async () => {
    await tab.goto("/reports/new?way=form");
    await settled(tab);
    await tab.getByLabel("Invoice number").fill("E2E-9");
    await tab.getByLabel("Customer name").fill("大同機械工業");
    await tab.getByLabel("Product code").fill(codes[0]);
    await tab.getByLabel("Quantity").fill("0");
    await tab.getByRole("textbox", { name: "Unit price" }).fill("1200");
    await tab.getByRole("button", { name: "Report these sales" }).click();
    await tab.getByText("Enter a quantity other than 0").waitFor();
    await tab.getByLabel("Quantity").fill("２");
    await accessible(tab, "form");
    await tab.getByRole("button", { name: "Report these sales" }).click();
    await tab.waitForURL(/\/reports\/rpt_/);
    assert.deepEqual(await figures(), { Accepted: 1, Duplicate: 0, Rejected: 0, Ignored: 0 });
  });

  step("corrects the line and voids it, after reading what that takes away", async () => {
    await tab.getByRole("button", { name: "Correct invoice E2E-9" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel("Quantity").fill("5");
    assert.equal(await dialog.getByLabel("Net amount").inputValue(), "6000");
    await dialog.getByRole("button", { name: "Correct the line" }).click();
    await dialog.getByText("Say why.").waitFor();
    await dialog.getByLabel("Reason").fill("Counted again");
    await accessible(tab, "correct");
    await dialog.getByRole("button", { name: "Correct the line" }).click();
    await tab.getByText("Invoice E2E-9 is corrected").waitFor();
    await settled(tab);
    const before = await lines();
    await tab.getByRole("checkbox", { name: "Select invoice E2E-9" }).check();
    await tab.getByRole("button", { name: "Void…" }).click();
    await dialog.getByText("This voids 1 line").waitFor();
    await dialog.getByText(/[-−]NT\$6,000\.00/).waitFor();
    await dialog.getByLabel("Reason").fill("Never delivered");
    await accessible(tab, "void");
    await tab.getByRole("button", { name: "Void 1 line" }).click();
    await tab.getByText("1 line is voided").waitFor();
    assert.equal(await lines(), before - 1);
  });

  step("finds all of it in the history, and on a phone", async () => {
    const small = await open(browser, portal.url, { size: phone });
    await login(small, account(portal, "distributor_rep"));
    await small.goto("/reports");
    await small.getByRole("link", { name: sample.name }).last().click();
    await small.getByText("nearest codes are").waitFor();
    assert.deepEqual(small.troubles, []);
  });

  step("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
