// Two distributors register the same customer: both are told the same, the brand sees both side by side and decides, and
// the inboxes say so while people look.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, ask, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

/** A day so far ahead, as the form's calendar takes it. */
const dayAhead = (days) => new Date(Date.now() + days * 86_400_000).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** How many notices the bell shows as unread. */
const unread = async (tab) => Number(/(\d+) unread/.exec((await tab.getByRole("button", { name: /^Inbox/ }).getAttribute("aria-label")) ?? "")?.[1] ?? 0);

/** Waits until the bell shows more unread notices than before, without anything being loaded again. */
async function rings(tab, before) {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if ((await unread(tab)) > before) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`the bell still shows ${await unread(tab)} unread`);
}

describe("two distributors register the same customer", () => {
  const step = journey(it);
  let portal, browser, first, second, brand, manager;
  const tabs = [];

  /** A person's tab, and for a distributor its account of the customer. */
  async function person(role, nth = 0, customer) {
    const tab = await open(browser, portal.url);
    await login(tab, account(portal, role, nth));
    await speak(tab, "en");
    tabs.push(tab);
    if (!customer) return { tab };
    const { createAccount } = await ask(tab, "mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } } }", { input: customer });
    const { viewer } = await ask(tab, "{ viewer { distributor { name { default } } } }");
    return { tab, accountId: createAccount.account.id, name: viewer.distributor.name.default };
  }

  /** Registers the customer through the form, and gives what the page says then. */
  async function register({ tab, accountId }, amount, work) {
    await tab.goto(`/registrations/new?account=${accountId}`);
    await settled(tab);
    await tab.getByRole("combobox", { name: "Product line" }).click();
    await tab.getByRole("option").first().click();
    await tab.getByRole("textbox", { name: "Expected amount" }).fill(amount);
    await tab.getByLabel("Expected by").fill(dayAhead(60));
    await tab.keyboard.press("Tab");
    await tab.getByRole("button", { name: "Add activity" }).click();
    await tab.getByRole("textbox", { name: "What came of it" }).fill(work);
    await accessible(tab, "new registration");
    await tab.getByRole("button", { name: "Submit" }).click();
    await tab.waitForURL(/\/registrations\/reg_/);
    await settled(tab);
    const said = tab.getByRole("alert").filter({ hasText: "The brand decides" });
    return said.innerText();
  }

  before(async () => {
    portal = await startPortal();
    browser = await launch();
    const customer = { name: "Tonghua Precision Co., Ltd.", isOrganization: true, taxId: "12345675", otherNames: [], tags: [], contact: { otherNames: [], people: [] } };
    first = await person("distributor_rep", 0, customer);
    second = await person("distributor_rep", 1, customer);
    brand = await person("brand_admin");
    manager = await person("channel_manager");
    // The matcher finds that both mean the same customer.
    for (const end = Date.now() + 60_000; ; ) {
      const [one, other] = await Promise.all([first, second].map(async ({ accountId }) => (await ask(brand.tab, "query ($id: ID!) { customerOfAccount(accountId: $id) { id } }", { id: accountId })).customerOfAccount?.id));
      if (one && one === other) break;
      assert.ok(Date.now() < end, "the accounts were not matched");
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  let answer;

  step("the first registers it, and its manager's bell rings", async () => {
    const before = await unread(manager.tab);
    answer = await register(first, "250,000", "Visited the plant");
    assert.match(answer, /^Received, under review/);
    await rings(manager.tab, before);
  });

  step("the second is told exactly the same, and nothing of the first", async () => {
    assert.equal(await register(second, "310,000", "Sent a quotation"), answer);
    await accessible(second.tab, "registration of a distributor");
    const page = await second.tab.locator("body").innerText();
    assert.ok(!page.includes(first.name) && !page.includes("Visited the plant") && !/side by side/i.test(page));
  });

  step("the brand sees both side by side, with the grounds for their places", async () => {
    const { tab } = brand;
    await tab.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Registrations" }).click();
    await settled(tab);
    await tab.getByLabel("Only with several claims").check();
    await tab.waitForURL(/contested=true/);
    await settled(tab);
    await accessible(tab, "queue of registrations");
    const rows = tab.getByRole("row").filter({ hasText: "Tonghua Precision" });
    assert.equal(await rows.count(), 2);
    await rows.filter({ hasText: first.name }).getByRole("link").click();
    await tab.waitForURL(/\/registrations\/reg_/);
    await settled(tab);
    const claims = tab.getByRole("region", { name: "Claims side by side" }).getByRole("listitem").filter({ has: tab.getByRole("img", { name: /^Place / }) });
    assert.equal(await claims.count(), 2);
    await claims.nth(0).getByText(first.name).waitFor();
    await claims.nth(0).getByText("Submitted first").waitFor();
    await claims.nth(1).getByText(second.name).waitFor();
    await claims.nth(1).getByText("Submitted later").waitFor();
    await accessible(tab, "claims side by side");
  });

  step("approves one, whose page and bell say so by themselves", async () => {
    const before = await unread(first.tab);
    const claims = brand.tab.getByRole("region", { name: "Claims side by side" });
    await claims.getByRole("button", { name: "Approve" }).first().click();
    const dialog = brand.tab.getByRole("dialog", { name: "Approve the registration?" });
    await dialog.waitFor();
    await accessible(brand.tab, "approve");
    await dialog.getByRole("button", { name: "Approve" }).click();
    await dialog.waitFor({ state: "detached" });
    await rings(first.tab, before);
    await first.tab.getByRole("list", { name: "Where the registration stands" }).getByText("Approved").waitFor();
    await first.tab.getByText("While it is protected").waitFor();
  });

  step("and rejects the other, with a reason that tells of nobody", async () => {
    const before = await unread(second.tab);
    await brand.tab.getByRole("region", { name: "Claims side by side" }).getByRole("button", { name: "Reject" }).click();
    const dialog = brand.tab.getByRole("dialog", { name: "Reject the registration?" });
    await dialog.getByRole("combobox", { name: "Reason" }).selectOption("NOT_AVAILABLE");
    await dialog.getByRole("button", { name: "Reject" }).click();
    await dialog.waitFor({ state: "detached" });
    await rings(second.tab, before);
    await second.tab.getByText("The customer can’t be protected").first().waitFor();
    const page = await second.tab.locator("body").innerText();
    assert.ok(!page.includes(first.name) && !page.includes("Yarrowick"));
  });

  step("the inbox leads to it, and what is opened is read", async () => {
    const { tab } = second;
    const before = await unread(tab);
    await tab.getByRole("button", { name: /^Inbox/ }).click();
    const latest = tab.getByRole("dialog");
    await latest.getByText("A registration was not approved").first().waitFor();
    await accessible(tab, "latest notices");
    await latest.getByRole("link", { name: "Whole inbox" }).click();
    await tab.waitForURL(/\/inbox/);
    await settled(tab);
    await accessible(tab, "inbox");
    await tab.getByRole("main").getByRole("link", { name: "A registration was not approved" }).first().click();
    await tab.waitForURL(/\/registrations\/reg_/);
    await settled(tab);
    assert.equal(await unread(tab), before - 1);
  });

  step("left no trouble in any console", () => assert.deepEqual(tabs.flatMap((tab) => tab.troubles), []));
});
