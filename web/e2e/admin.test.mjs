// The brand's administrator: catalogue, territories, targets, people and months. What is changed takes effect elsewhere.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { accessible, account, journey, launch, login, open, settled, speak } from "./support/browser.mjs";
import { startPortal } from "./support/portal.mjs";

describe("an administrator sets the portal up", () => {
  const step = journey(it);
  const mark = Date.now().toString(36).toUpperCase();
  const product = `E2E-${mark}`;
  const person = { name: `Mei Lin ${mark}`, email: `mei-${mark.toLowerCase()}@yarrowick.example`, password: "a password of my own" };
  let portal, browser, tab, guest, invitation, month;
  const dialog = () => tab.getByRole("dialog");
  const rowOf = (who) => who.getByRole("row").filter({ has: who.getByRole("rowheader", { name: month }) });
  const pick = async (scope, label, text) => {
    const field = scope.getByRole("combobox", { name: label });
    await field.click();
    await field.fill(text);
    await tab.locator("[role=listbox]:visible").getByRole("option", { name: new RegExp(text) }).first().click();
  };

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

  step("adds a product, and sees what is wrong with it first", async () => {
    await tab.getByRole("link", { name: "Products" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: "Add product" }).click();
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    await dialog().getByText("Enter a code.").waitFor();
    await accessible(tab, "product form");
    await dialog().getByLabel("Code").first().fill(product);
    await dialog().getByRole("textbox", { name: "Name", exact: true }).fill("Folding lantern");
    await pick(dialog(), "Product line", "Stoves");
    await dialog().getByLabel("GTIN").fill("1234");
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    await dialog().locator("[aria-invalid=true]").waitFor();
    await dialog().getByLabel("GTIN").fill("");
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    await tab.getByText(`${product} is in the catalogue.`).waitFor();
  });

  step("a distributor adds its own code of it, which the other does not see", async () => {
    const code = `OUR-${mark}`;
    for (const nth of [1, 0]) {
      const clerk = await open(browser, portal.url);
      await login(clerk, account(portal, "distributor_admin", nth));
      await speak(clerk, "en");
      await clerk.goto(`/products?search=${product}`);
      await clerk.getByRole("table").getByRole("link", { name: "Folding lantern" }).first().click();
      await clerk.getByRole("heading", { name: "Your codes" }).waitFor();
      await settled(clerk);
      if (nth === 1) {
        await clerk.getByLabel("Code in the files").fill(code);
        await clerk.getByRole("button", { name: "Add code" }).click();
        await clerk.getByText(`Files may now say ${code}.`).waitFor();
      } else assert.ok(!(await clerk.locator("body").innerText()).includes(code));
      assert.deepEqual(clerk.troubles, []);
      await clerk.context().close();
    }
  });

  step("assigns a territory; a second exclusive assignment is refused in words", async () => {
    await tab.getByRole("link", { name: "Territories" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: "Add country" }).click();
    await dialog().getByLabel("Code").first().fill(`T${mark}`);
    await dialog().getByRole("textbox", { name: "Name", exact: true }).fill("Testland");
    await dialog().getByRole("button", { name: "Add", exact: true }).click();
    await tab.getByText("Testland is in the tree.").waitFor();
    const assign = async (distributor) => {
      await tab.getByRole("main").getByRole("button", { name: "Assign", exact: true }).click();
      await pick(dialog(), "Distributor", distributor);
      await dialog().getByRole("radio", { name: "Exclusive" }).check();
    };
    await assign("Shanjing");
    await accessible(tab, "assignment");
    await dialog().getByRole("button", { name: "Assign", exact: true }).click();
    await tab.getByText(/Shanjing.* may sell in Testland/).waitFor();
    await settled(tab);
    await assign("Gangdu");
    await dialog().getByText("An exclusive assignment stands in the way").waitFor();
    await dialog().getByRole("button", { name: "Assign", exact: true }).click();
    await dialog().getByRole("alert").waitFor();
    await tab.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    assert.ok(!/Gangdu/.test(await tab.getByRole("main").innerText()));
  });

  step("sets a target", async () => {
    await tab.getByRole("link", { name: "Targets" }).click();
    await settled(tab);
    await tab.getByText("Months", { exact: true }).click();
    await tab.waitForURL(/by=month/);
    await settled(tab);
    const cell = tab.getByRole("button", { name: /Shanjing.*Dec/ });
    await cell.click();
    const field = tab.getByRole("textbox", { name: /Shanjing.*Dec/ });
    await field.fill("much");
    await field.press("Enter");
    await tab.getByText("Enter a number, as in 1,234.50, or nothing.").waitFor();
    await field.fill("456,789");
    await field.press("Enter");
    await tab.getByRole("button", { name: /456,789.*Shanjing.*Dec/ }).waitFor();
    await tab.reload();
    await tab.getByRole("button", { name: /456,789.*Shanjing.*Dec/ }).waitFor();
  });

  step("invites a person", async () => {
    await tab.getByRole("link", { name: "Users" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: "Invite" }).click();
    await dialog().getByLabel("Name").fill(person.name);
    await dialog().getByLabel("E-mail").fill(person.email);
    await dialog().getByLabel("Role").selectOption("BRAND_ANALYST");
    await dialog().getByRole("button", { name: "Invite", exact: true }).click();
    invitation = await dialog().getByLabel("Address of the invitation").inputValue();
    await accessible(tab, "invitation");
    await dialog().getByRole("button", { name: "Done" }).click();
    await tab.getByRole("rowheader", { name: new RegExp(person.name) }).waitFor();
  });

  step("the person accepts in a browser of their own and logs in", async () => {
    guest = await open(browser, portal.url);
    assert.ok(invitation.startsWith(portal.url), invitation);
    await guest.goto(invitation);
    await guest.getByLabel("Password", { exact: true }).fill(person.password);
    await guest.getByLabel("Password again").fill("another one of mine");
    await guest.getByRole("button", { name: "Set password" }).click();
    await guest.getByText("The two are not the same.").waitFor();
    await accessible(guest, "invitation page");
    await guest.getByLabel("Password again").fill(person.password);
    await guest.getByRole("button", { name: "Set password" }).click();
    await guest.getByText("Your password is set").waitFor();
    await login(guest, person);
    await guest.getByRole("link", { name: "Sales explorer" }).waitFor();
    assert.equal(await guest.getByRole("link", { name: "Audit log" }).count(), 0);
  });

  step("the invitation holds no second time", async () => {
    const second = await open(browser, portal.url);
    await second.goto(invitation);
    await second.getByLabel("Password", { exact: true }).fill("a password of a thief");
    await second.getByLabel("Password again").fill("a password of a thief");
    await second.getByRole("button", { name: "Set password" }).click();
    await second.getByRole("alert").waitFor();
    await second.context().close();
  });

  step("another role is in force at once", async () => {
    await tab.getByRole("button", { name: `Actions for ${person.name}` }).click();
    await tab.getByRole("menuitem", { name: "Change role" }).click();
    await dialog().getByRole("radio", { name: "Auditor" }).check();
    await dialog().getByRole("button", { name: "Save" }).click();
    await tab.getByText(`${person.name} is now Auditor.`).waitFor();
    await guest.reload();
    await guest.getByRole("navigation").getByRole("link", { name: "Audit log" }).click();
    await settled(guest);
    await guest.getByRole("table").getByRole("row").nth(1).waitFor();
    assert.equal(await guest.getByRole("link", { name: "Sales explorer" }).count(), 0);
    assert.deepEqual(guest.troubles, []);
  });

  step("closes a month, which then refuses sales, and asks to reopen it with a reason", async () => {
    await tab.getByRole("link", { name: "Accounting months" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: "Close", exact: true }).first().click();
    const title = await dialog().getByRole("heading").innerText();
    month = title.replace(/^Close |\?$/g, "");
    await dialog().getByText(`of ${month}`).first().waitFor();
    await accessible(tab, "close a month");
    await dialog().getByRole("button", { name: "Close the month" }).click();
    await tab.getByText(`${month} is closed.`).waitFor({ timeout: 60_000 });
    await settled(tab);
    await rowOf(tab).getByRole("button", { name: "Reopen" }).click();
    assert.equal(await dialog().getByRole("button", { name: "Ask to reopen" }).isDisabled(), true);
    await dialog().getByLabel("Reason").fill("One invoice came late");
    await dialog().getByRole("button", { name: "Ask to reopen" }).click();
    await rowOf(tab).getByText("Reopening waits for a second person").waitFor();
    assert.equal(await rowOf(tab).getByRole("button", { name: "Confirm" }).count(), 0);
  });

  step("a second administrator reads the reason and confirms", async () => {
    await tab.getByRole("link", { name: "Users" }).click();
    await settled(tab);
    await tab.getByRole("button", { name: `Actions for ${person.name}` }).click();
    await tab.getByRole("menuitem", { name: "Change role" }).click();
    await dialog().getByRole("radio", { name: "Brand administrator" }).check();
    await dialog().getByRole("button", { name: "Save" }).click();
    await tab.getByText(`${person.name} is now Brand administrator.`).waitFor();
    await guest.goto("/settings/periods");
    await settled(guest);
    await rowOf(guest).getByRole("button", { name: "Confirm" }).click();
    await guest.getByRole("dialog").getByText("One invoice came late").waitFor();
    await accessible(guest, "confirm a reopening");
    await guest.getByRole("dialog").getByRole("button", { name: "Reopen the month" }).click();
    await rowOf(guest).getByRole("button", { name: "Close", exact: true }).waitFor();
    assert.deepEqual(guest.troubles, []);
  });

  step("left no trouble in the console", () => assert.deepEqual(tab.troubles, []));
});
