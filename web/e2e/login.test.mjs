// The way in and back in, and the keyboard once inside.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { account, arrive, ask, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("login, sessions and the keyboard", () => {
  let portal, browser;
  const focused = (tab) => tab.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");

  before(async () => {
    portal = await startPortal();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await portal?.stop();
  });

  const attempt = async (tab, email, password) => {
    await tab.getByLabel("E-mail address").fill(email);
    await tab.getByLabel("Password", { exact: true }).fill(password);
    await Promise.all([tab.waitForResponse((answer) => answer.url().endsWith("/auth/login")), tab.getByRole("button", { name: "Log in" }).click()]);
  };

  it("a wrong password is told, and many of them wait", async () => {
    const tab = await open(browser, portal.url);
    await tab.goto("/login");
    const email = `nobody-${Date.now()}@yarrowick.example`;
    await attempt(tab, email, "wrong-password");
    await tab.getByRole("alert").getByText("The address or the password is not right").waitFor();
    const limited = tab.getByText("Too many tries");
    for (let tries = 0; tries < 30 && !(await limited.isVisible()); tries++) await attempt(tab, email, `wrong-password-${tries}`);
    await limited.waitFor();
    assert.deepEqual(tab.troubles, []);
    // Others at the same place get in all the same.
    await login(await open(browser, portal.url), account(portal, "brand_analyst"));
  });

  it("an ended session leads to the login, and back to where one was", async () => {
    const tab = await open(browser, portal.url);
    await login(tab, account(portal, "channel_manager"));
    await speak(tab, "en");
    await tab.goto("/distributors?search=Shanjing");
    await settled(tab);
    await tab.context().clearCookies();
    await tab.getByRole("link", { name: "Sales explorer" }).click();
    await arrive(tab, /\/login\?next=/);
    await attempt(tab, account(portal, "channel_manager").email, account(portal, "channel_manager").password);
    await arrive(tab, /^[^?]*\/(sales|distributors)/);
    await settled(tab);
    assert.deepEqual(tab.troubles, []);
  });

  it("logging out ends the session on the server, too", async () => {
    const tab = await open(browser, portal.url);
    await login(tab, account(portal, "distributor_viewer"));
    await speak(tab, "en");
    const cookies = await tab.context().cookies();
    assert.ok(cookies.length > 0 && cookies.every((one) => one.httpOnly && one.sameSite !== "None"), "the session's cookie is kept from scripts and other sites");
    await tab.getByRole("button", { name: /^Account of/ }).click();
    await tab.getByRole("menuitem", { name: "Log out" }).click();
    await arrive(tab, /\/login/);
    await tab.context().addCookies(cookies);
    await tab.goto("/reports");
    await arrive(tab, /\/login/);
  });

  it("the keyboard reaches all that matters", async () => {
    const tab = await open(browser, portal.url);
    await login(tab, account(portal, "brand_admin"));
    await speak(tab, "en");
    await tab.goto("/users");
    await settled(tab);
    await tab.keyboard.press("Tab");
    assert.equal(await focused(tab), "Skip to content");
    await tab.keyboard.press("Enter");
    await tab.keyboard.press("Tab");
    assert.ok(await tab.evaluate(() => document.querySelector("#main").contains(document.activeElement)), "the skip link leads into the page");
    await tab.keyboard.press("/");
    assert.equal(await focused(tab), "Name or address");
    await tab.keyboard.type("a/b");
    assert.equal(await tab.getByRole("searchbox").inputValue(), "a/b");
    await tab.goto("/users");
    await settled(tab);
    for (let tabs = 0; tabs < 40 && (await focused(tab)) !== "Invite"; tabs++) await tab.keyboard.press("Tab");
    assert.equal(await focused(tab), "Invite");
    const ring = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(ring, "none", "the focus can be seen");
    await tab.keyboard.press("Enter");
    const dialog = tab.getByRole("dialog");
    await dialog.waitFor();
    for (let tabs = 0; tabs < 15; tabs++) {
      await tab.keyboard.press("Tab");
      assert.ok(await dialog.evaluate((box) => box.contains(document.activeElement)), `the dialog lost the focus after ${tabs + 1} tabs`);
    }
    await tab.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await tab.waitForFunction(() => document.activeElement?.textContent?.trim() === "Invite");
  });

  it("an address that names nothing says so", async () => {
    const tab = await open(browser, portal.url);
    await login(tab, account(portal, "brand_analyst"));
    await speak(tab, "en");
    await tab.goto("/no/such/page");
    await tab.getByText("There is nothing at this address").waitFor();
    await ask(tab, "{ viewer { role } }");
  });
});
