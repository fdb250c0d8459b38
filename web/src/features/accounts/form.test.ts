import { expect, it } from "vitest";
import { accountInput, accountValues } from "./form";

it("leaves out what only the other kind of customer has", () => {
  const values = accountValues();
  values.name = " 大同 ";
  values.taxId = "04595257";
  values.contact = { ...values.contact, birthDate: "1990-01-02", country: "tw", people: [{ name: "王", role: "", phone: "", email: "" }] };
  const organization = accountInput(values);
  expect(organization).toMatchObject({ name: "大同", taxId: "04595257", code: null });
  expect(organization.contact).toMatchObject({ birthDate: null, country: "TW", people: [{ name: "王", role: null, phone: null, email: null }] });
  const person = accountInput({ ...values, kind: "person" });
  expect(person).toMatchObject({ isOrganization: false, taxId: null, otherNames: [] });
  expect(person.contact).toMatchObject({ birthDate: "1990-01-02", people: [] });
});
