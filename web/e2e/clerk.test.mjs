// The clerk's road: my own file → how its columns were understood → progress → what became of it → mend → done.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, launch, login, open, phone, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

const headers = ["單據號", "單據日期", "商品編碼", "數量", "單價", "客戶名稱"];
const csv = (rows) => Buffer.from(`\ufeff${[headers, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`);

describe("a clerk reports a month", () => {
  let portal, browser, tab, codes, day;
  const rows = () => [
    ["E2E-1", day, codes[0], "3", "1200", "大同機械工業"],
    ["E2E-2", day, codes[1], "-1", "880", "永豐五金行"],
    ["E2E-3", day, "NO-SUCH-CODE", "2", "500", "永豐五金行"],
    ["E2E-4", day, codes[0], "0", "500", "永豐五金行"],
  ];
  const file = (name, content) => ({ name, mimeType: "text/csv", buffer: content });
  const drop = async (upload) => {
    await tab.locator("input[type=file]").first().setInputFiles(upload);
    await tab.waitForURL(/\/reports\/rpt_/);
  };
  const figures = async () => {
    await tab.getByRole("tab").first().or(tab.getByText("This very file was accepted before")).first().waitFor({ timeout: 60_000 });
    return Object.fromEntries(await Promise.all(["Accepted", "Duplicate", "Rejected", "Ignored"].map(async (name) => [name, Number(await tab.locator(`[data-stat="${name}"]`).innerText())])));
  };

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    tab = await open(browser, portal.url);
    await login(tab, account(portal, "distributor_rep"));
    await speak(tab, "en");
    const data = await ask(tab, "{ viewer { today } products(first: 2, filter: { status: ACTIVE }) { edges { node { code } } } }");
    codes = data.products.edges.map((edge) => edge.node.code);
    day = `${data.viewer.today.slice(0, 8)}01`;
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  it("drops a file, corrects the columns and confirms", async () => {
    await tab.getByRole("link", { name: "Report sales" }).first().click();
    await settled(tab);
    await drop(file("my-sales.csv", csv(rows())));
    await tab.getByText("How the columns were understood").waitFor({ timeout: 30_000 });
    assert.equal(await tab.getByRole("combobox", { name: "What 商品編碼 holds" }).inputValue(), "PRODUCT_CODE");
    await tab.getByRole("combobox", { name: "What 單價 holds" }).selectOption("");
    await tab.getByText("No column is taken for Unit price or Net amount yet").waitFor();
    assert.equal(await tab.getByRole("button", { name: "Confirm and import" }).isDisabled(), true);
    await accessible(tab, "columns");
    await tab.getByRole("combobox", { name: "What 單價 holds" }).selectOption("UNIT_PRICE");
    await tab.getByRole("button", { name: "Confirm and import" }).click();
  });

  it("reads what became of it, row by row, and a reload loses nothing", async () => {
    assert.deepEqual(await figures(), { Accepted: 2, Duplicate: 0, Rejected: 2, Ignored: 0 });
    await tab.getByText("the nearest codes are").waitFor();
    await tab.getByText("must not be 0").waitFor();
    await tab.reload();
    assert.deepEqual(await figures(), { Accepted: 2, Duplicate: 0, Rejected: 2, Ignored: 0 });
    await accessible(tab, "result");
  });

  it("mends the rejected rows in the file that came back", async () => {
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByRole("link", { name: "Download the rejected rows" }).click()]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString("utf8");
    assert.match(text, /單據號/);
    assert.match(text, /NO-SUCH-CODE/);
    const mended = text.replace("NO-SUCH-CODE", codes[1]).replace(new RegExp(`(E2E-4,${day},[^,]+,)0,`), "$14,");
    await drop(file("my-sales-mended.csv", Buffer.from(mended)));
    await tab.waitForTimeout(500);
    const confirm = tab.getByRole("button", { name: "Confirm and import" });
    await confirm.or(tab.getByRole("tab").first()).first().waitFor({ timeout: 30_000 });
    if (await confirm.isVisible()) await confirm.click();
    const became = await figures();
    assert.equal(became.Accepted, 2);
    assert.equal(became.Rejected, 0);
  });

  it("drops the first file again, and nothing is added", async () => {
    const before = await ask(tab, "{ saleLines(first: 1) { totalCount } }");
    await tab.goto("/reports/new");
    await settled(tab);
    await drop(file("again.csv", csv(rows())));
    const became = await figures();
    assert.equal(became.Accepted, 0);
    assert.deepEqual(await ask(tab, "{ saleLines(first: 1) { totalCount } }"), before);
  });

  it("corrects a line and voids another, after reading what that takes away", async () => {
    await tab.goto("/reports");
    await tab.getByRole("link", { name: "my-sales.csv" }).click();
    await tab.getByRole("tab", { name: "Lines" }).click();
    await tab.getByRole("button", { name: "Correct invoice E2E-1" }).click();
    const dialog = tab.getByRole("dialog");
    await dialog.getByLabel("Quantity").fill("5");
    assert.equal(await dialog.getByLabel("Net amount").inputValue(), "6000");
    await dialog.getByLabel("Reason").fill("Counted again");
    await dialog.getByRole("button", { name: "Correct the line" }).click();
    await tab.getByText("Invoice E2E-1 is corrected").waitFor();
    await settled(tab);
    await tab.getByRole("checkbox", { name: "Select invoice E2E-2" }).check();
    await tab.getByRole("button", { name: "Void…" }).click();
    await tab.getByRole("dialog").getByText("This voids 1 line").waitFor();
    await tab.getByRole("dialog").getByLabel("Reason").fill("Never delivered");
    await tab.getByRole("button", { name: "Void 1 line" }).click();
    await tab.getByText("1 line is voided").waitFor();
  });

  it("types a few sales in, and a wrong one is pointed out", async () => {
    await tab.goto("/reports/new?way=form");
    await settled(tab);
    await tab.getByLabel("Invoice number").fill("E2E-9");
    await tab.getByLabel("Customer name").fill("大同機械工業");
    await tab.getByLabel("Product code").fill(codes[0]);
    await tab.getByLabel("Quantity").fill("0");
    await tab.getByRole("textbox", { name: "Unit price" }).fill("100");
    await tab.getByRole("button", { name: "Report these sales" }).click();
    await tab.getByText("Enter a quantity other than 0").waitFor();
    await tab.getByLabel("Quantity").fill("２");
    await tab.getByRole("button", { name: "Report these sales" }).click();
    await tab.waitForURL(/\/reports\/rpt_/);
    assert.equal((await figures()).Accepted, 1);
  });

  it("looks at a rejected row on a phone", async () => {
    const small = await open(browser, portal.url, { size: phone });
    await login(small, account(portal, "distributor_rep"));
    await small.goto("/reports");
    await small.getByRole("link", { name: "my-sales.csv" }).click();
    await small.getByText("the nearest codes are").waitFor();
    assert.deepEqual(small.troubles, []);
  });

  it("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
