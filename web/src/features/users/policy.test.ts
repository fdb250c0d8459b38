import { expect, it } from "vitest";
import { policyRows } from "./policy";
import { organizationOf, rolesFor } from "./user";

it("gives a row for each thing that may be done, reading first", () => {
  const rows = policyRows([
    { role: "ADMIN", permissions: [{ resource: "user", action: "invite", scope: "all" }, { resource: "user", action: "read", scope: "all" }, { resource: "audit", action: "read", scope: "all" }] },
    { role: "REP", permissions: [{ resource: "user", action: "read", scope: "own" }] },
  ]);
  expect(rows.map(({ resource, action }) => `${resource}.${action}`)).toEqual(["audit.read", "user.read", "user.invite"]);
  expect(rows[1]?.scopes.get("REP")).toBe("own");
  expect(rows[2]?.scopes.has("REP")).toBe(false);
});

it("a distributor's organisation has the distributor's bits", () => {
  expect(organizationOf("dst_01h455vb4pex5vsknk084sn02q")).toBe("org_01h455vb4pex5vsknk084sn02q");
});

it("roles fit the kind of organisation", () => {
  expect(rolesFor("DISTRIBUTOR")).not.toContain("BRAND_ADMIN");
  expect(rolesFor("BRAND")).not.toContain("DISTRIBUTOR_REP");
});
