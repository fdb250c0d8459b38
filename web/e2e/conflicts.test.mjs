// A conflict from its first line to what it changed: found in an upload, answered by both sides, proposed, accepted, applied.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, phone, settled, speak } from "./support/browser.mjs";
import { cents } from "./support/numbers.mjs";
import { startPortal } from "./support/portal.mjs";

const period = "2026-11";
const invoice = `FAR-${Date.now().toString(36)}`;

describe("two distributors and a line that was shipped too far", () => {
  const step = journey(it);
  let portal, browser, brand, seller, rival, sellerId, rivalId, place, found;
  const revenue = async (tab, distributorId) => cents((await ask(tab, `query($id: ID!) { scorecard(distributorId: $id, period: "${period}") { revenue { amount } } }`, { id: distributorId })).scorecard.revenue.amount.replace(/(\.\d\d)\d+$/, "$1"));
  const revenues = async () => ({ seller: await revenue(seller, sellerId), rival: await revenue(rival, rivalId) });
  const openCase = async (tab) => {
    await tab.goto(`/conflicts/${found}`);
    await settled(tab);
  };

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    const tabOf = async (role, nth, look) => {
      const tab = await open(browser, portal.url, look);
      await login(tab, account(portal, role, nth));
      await speak(tab, "en");
      return tab;
    };
    brand = await tabOf("brand_admin", 0);
    seller = await tabOf("distributor_rep", 0);
    rival = await tabOf("distributor_rep", 1, { size: phone });
    const own = async (tab) => (await ask(tab, "{ viewer { distributor { id } } }")).viewer.distributor.id;
    [sellerId, rivalId] = [await own(seller), await own(rival)];
    place = (await ask(brand, "{ territories { id code } }")).territories.find(({ code }) => code === "CN-SH").id;
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  step("the brand's board has no such case yet", async () => {
    await brand.goto(`/conflicts?rule=OUT_OF_TERRITORY&distributor=${sellerId}&territory=${place}`);
    await settled(brand);
    await brand.getByText("No case fits").waitFor();
  });

  step("an upload makes it appear on the board by itself", async () => {
    const { products } = await ask(seller, "{ products(first: 1, filter: { status: ACTIVE }) { edges { node { code } } } }");
    const { accounts } = await ask(seller, "{ accounts(first: 1, filter: {}) { edges { node { code name } } } }");
    const [{ node: product }] = products.edges;
    const [{ node: customer }] = accounts.edges;
    const csv = ["Invoice number,Line,Sale date,Product code,Quantity,Net amount,Currency,Customer code,Customer name,Region", ...[1, 2, 3].map((line) => `${invoice},${line},${period}-1${line},${product.code},2,${line}00000.00,TWD,${customer.code},${customer.name},CN-SH`)].join("\n");
    await seller.goto("/reports/new");
    await settled(seller);
    await seller.locator("input[type=file]").first().setInputFiles({ name: "far.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await seller.waitForURL((url) => url.pathname.startsWith("/reports/rpt_"));
    // Columns that were confirmed before are not asked for again.
    const confirm = seller.getByRole("button", { name: "Confirm and import" });
    const accepted = seller.locator(".mantine-Badge-root").filter({ hasText: /^Accepted$/ }).first();
    await confirm.or(accepted).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
    await accepted.waitFor({ timeout: 60_000 });
    // Nobody touches the brand's page.
    const card = brand.locator("[data-column=OPEN] [data-case]");
    await card.waitFor({ timeout: 30_000 });
    assert.equal(await card.count(), 1);
    assert.match(await card.innerText(), /Sold outside the territory[\s\S]*3 facts/);
    found = await card.getAttribute("data-case");
    await accessible(brand, "board");
  });

  step("its parties don't know of it before somebody mediates", async () => {
    for (const tab of [seller, rival]) {
      await openCase(tab);
      await tab.getByText("No such case").waitFor();
    }
  });

  step("who manages one of the parties can't mediate; somebody else is assigned", async () => {
    await brand.locator("[data-case] a").first().click();
    await settled(brand);
    const asked = brand.locator("[data-asked=ASSIGN]");
    const choices = asked.getByRole("radio");
    await choices.first().waitFor();
    const disabled = await choices.evaluateAll((all) => all.filter((one) => one.disabled).length);
    assert.ok(disabled > 0, "nobody has an interest");
    const { viewer } = await ask(brand, "{ viewer { user { name } } }");
    await asked.getByRole("radio", { name: viewer.user.name, disabled: false }).check();
    await asked.getByRole("button", { name: "Assign" }).click();
    await brand.locator("[data-state=AWAITING_RESPONSE]").waitFor();
    await accessible(brand, "case of the brand");
  });

  step("each party answers, once, and reads nothing of who the other is", async () => {
    const { distributors } = await ask(brand, "{ distributors(first: 100) { edges { node { id code name { default zhHant zhHans } } } } }");
    const nameOf = (id) => Object.values(distributors.edges.find(({ node }) => node.id === id).node.name).filter(Boolean);
    for (const [tab, other, text] of [[seller, rivalId, "Our customer asked for it."], [rival, sellerId, "<b>Ours</b> since 2019."]]) {
      await tab.goto("/conflicts");
      await settled(tab);
      await tab.locator(`[data-case="${found}"] a`).first().click();
      await settled(tab);
      const page = await tab.locator("main").innerText();
      for (const name of nameOf(other)) assert.ok(!page.includes(name), `the page tells ${name}`);
      await tab.getByLabel("Your answer").fill(text);
      await tab.locator("[data-asked=RESPOND] input[type=file]").setInputFiles({ name: "delivery.txt", mimeType: "text/plain", buffer: Buffer.from(`signed for, ${text}`) });
      await tab.getByText("delivery.txt").waitFor();
      await accessible(tab, "case of a party");
      await tab.locator("[data-asked=RESPOND]").getByRole("button", { name: "Send the answer" }).click();
      await tab.getByRole("dialog").getByRole("button", { name: "Send the answer" }).click();
      await tab.getByText("Your answer is in").waitFor();
      await tab.locator("[data-asked=RESPOND]").waitFor({ state: "detached" });
    }
  });

  step("once both are in, everybody reads both, as text", async () => {
    await brand.locator("[data-state=IN_MEDIATION]").waitFor({ timeout: 30_000 });
    for (const tab of [brand, seller, rival]) {
      await openCase(tab);
      await tab.getByText("Our customer asked for it.").waitFor();
      await tab.getByText("<b>Ours</b> since 2019.").waitFor();
    }
  });

  step("the mediator proposes 70 to 30 and a shared customer, and sees it in numbers first", async () => {
    await brand.locator("[data-asked=PROPOSE]").getByRole("link", { name: "Propose a resolution" }).click();
    await settled(brand);
    await brand.getByRole("textbox", { name: "Why", exact: true }).fill("The delivery note shows who asked first.");
    const add = async (name) => {
      await brand.getByRole("button", { name: "Add a measure" }).click();
      await brand.getByRole("menuitem", { name }).click();
    };
    await add("Split the credit");
    const percent = brand.locator("[data-draft=SPLIT_CREDIT] input[inputmode]");
    await percent.first().fill("70");
    await percent.first().blur();
    assert.deepEqual(await percent.evaluateAll((all) => all.map((one) => one.value)), ["70 %", "30 %"]);
    await add("Share the customer");
    await brand.locator("[data-preview=ready] [data-remedy=SHARE_CUSTOMER]").waitFor({ timeout: 30_000 });
    const totals = await brand.locator("[data-preview] [data-total] dd").allInnerTexts();
    assert.deepEqual(totals.map(cents), [-18000000n, 18000000n], totals.join(" "));
    await accessible(brand, "editor");
    await brand.getByRole("button", { name: "Send the proposal" }).click();
    const dialog = brand.getByRole("dialog");
    await dialog.getByText(/parties are asked/).waitFor();
    await dialog.getByRole("button", { name: "Send the proposal" }).click();
    await brand.locator("[data-state=PROPOSED]").waitFor();
  });

  step("both accept, and both scorecards show it", async () => {
    const first = await revenues();
    for (const tab of [seller, rival]) {
      const asked = tab.locator("[data-asked=ANSWER]");
      await asked.waitFor({ timeout: 30_000 }); // live
      await asked.getByRole("button", { name: "Accept" }).click();
      await tab.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
      await asked.waitFor({ state: "detached" });
    }
    await brand.locator("[data-state=RESOLVED]").waitFor({ timeout: 60_000 });
    const then = await revenues();
    assert.deepEqual({ seller: then.seller - first.seller, rival: then.rival - first.rival }, { seller: -18000000n, rival: 18000000n });
  });

  step("the case says what changed: to the brand for both, to each party its own", async () => {
    for (const [tab, labels] of [[brand, ["A", "B"]], [seller, ["A"]], [rival, ["B"]]]) {
      await openCase(tab);
      const changes = tab.getByRole("region", { name: "What changed" });
      await changes.locator("[data-effect]").first().waitFor();
      const told = await changes.locator("[data-effect]").evaluateAll((all) => all.map((one) => one.dataset.effect));
      assert.deepEqual([...new Set(told)].sort(), labels);
      await accessible(tab, "settled case");
    }
    assert.deepEqual([brand, seller, rival].flatMap((tab) => tab.troubles), []);
  });
});
