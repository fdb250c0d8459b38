// A survey link from the brand's hands to a customer's phone: answered once, without a login, and read by who may.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, download, journey, launch, login, open, overflow, phone, settled, speak } from "./support/browser.mjs";
import { parseCsv } from "./support/numbers.mjs";
import { startPortal } from "./support/portal.mjs";

const words = `貨到得快 ${Date.now().toString(36)}`;

describe("a customer answers a link on a phone", () => {
  const step = journey(it);
  let portal, browser, brand, seller, customer, distributor, path;

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    brand = await open(browser, portal.url);
    seller = await open(browser, portal.url);
    customer = await open(browser, portal.url, { size: phone });
    for (const [tab, role] of [[brand, "brand_admin"], [seller, "distributor_rep"]]) {
      await login(tab, account(portal, role));
      await speak(tab, "en");
    }
    distributor = (await ask(seller, "{ viewer { distributor { id code name { default } } } }")).viewer.distributor;
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("the brand makes links for a distributor's best customers; they are shown once", async () => {
    await brand.goto(`/feedback/links?distributor=${distributor.id}&dialog=create`);
    await settled(brand);
    const form = brand.getByRole("dialog");
    await accessible(brand, "making links");
    await form.getByRole("button", { name: "Make the links" }).click();
    const made = brand.getByRole("dialog", { name: /link(s are| is) made$/ });
    await made.waitFor();
    await accessible(brand, "new links");
    const urls = await made.locator("code").allInnerTexts();
    assert.ok(urls.length > 0 && new Set(urls).size === urls.length);
    const csv = parseCsv((await download(brand, () => made.getByRole("button", { name: "Download as CSV" }).click())).toString("utf8"));
    assert.deepEqual(csv.slice(1).map((row) => row[1]), urls);
    path = new URL(urls[0]).pathname;
    await made.getByRole("button", { name: "I have kept them" }).click();
    await settled(brand);
    assert.ok(!(await brand.locator("main").innerText()).includes("/survey/"), "a link can be read again");
    await brand.getByText("Waiting", { exact: true }).first().waitFor();
  });

  step("the customer reads it in Chinese, on 360 px, without a login", async () => {
    await customer.goto(path);
    await settled(customer);
    await customer.getByRole("button", { name: "Language" }).click();
    await customer.getByRole("menuitem", { name: "繁體中文" }).click();
    await customer.getByRole("button", { name: "送出" }).waitFor();
    assert.equal(await overflow(customer), 0);
    await accessible(customer, "survey");
  });

  step("nothing is sent without an answer", async () => {
    await customer.getByRole("button", { name: "送出" }).click();
    await customer.getByText("請至少回答一題。").waitFor();
  });

  step("stars, a chance and words: thanks", async () => {
    await customer.getByRole("radio", { name: /^4／5/ }).check({ force: true });
    // The arrow keys walk a group of radios.
    await customer.getByRole("radio", { name: "8／10" }).focus();
    await customer.keyboard.press("ArrowRight");
    assert.ok(await customer.getByRole("radio", { name: "9／10" }).isChecked());
    await customer.getByLabel(/^您想告訴/).fill(words);
    await customer.getByRole("button", { name: "送出" }).click();
    await customer.getByRole("heading", { name: "謝謝您" }).waitFor();
    await accessible(customer, "thanks");
  });

  step("used, invented: every dead link shows the same page", async () => {
    const seen = [];
    for (const dead of [path, path.replace(/[^/]+$/, "nothing-here"), `${path.slice(0, -3)}AAA`]) {
      await customer.goto(dead);
      await settled(customer);
      await customer.getByRole("heading", { name: "此問卷已結束" }).waitFor();
      seen.push(await customer.locator("main").innerText());
    }
    assert.equal(new Set(seen).size, 1);
    await accessible(customer, "dead link");
    assert.deepEqual(customer.troubles, []);
  });

  step("the brand and the distributor read it, as text", async () => {
    for (const [tab, address] of [[brand, `/feedback?distributor=${distributor.id}`], [seller, "/feedback"]]) {
      await tab.goto(address);
      await settled(tab);
      const row = tab.getByRole("row").filter({ hasText: words });
      await row.waitFor();
      assert.match(await row.innerText(), /4 of 5[\s\S]*9[\s\S]*Promoter[\s\S]*Survey link/i);
      await accessible(tab, "feedback");
      assert.deepEqual(tab.troubles, []);
    }
  });

  step("the brand withdraws it with a reason; it stays to be seen", async () => {
    await brand.getByRole("row").filter({ hasText: words }).getByRole("button", { name: "Withdraw" }).click();
    const dialog = brand.getByRole("dialog");
    await dialog.getByLabel("Reason", { exact: false }).fill("A trial.");
    await dialog.getByRole("button", { name: "Withdraw" }).click();
    await brand.getByRole("row").filter({ hasText: words }).getByText("Withdrawn").waitFor();
  });
});
