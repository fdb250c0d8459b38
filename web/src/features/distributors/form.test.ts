import { describe, expect, it } from "vitest";
import { changes, createInput, factsOf, newFacts } from "./form";

const known = factsOf({
  code: "D-1",
  name: { default: "North", zhHant: "北方", zhHans: null },
  parent: { id: "dst_9" },
  tier: "TIER_2",
  status: "ACTIVE",
  channelTypes: ["STORE", "ECOMMERCE"],
  currency: "TWD",
  country: "TW",
  timeZone: "Asia/Taipei",
  joinedOn: "2021-03-01",
  leftOn: null,
});

describe("changes", () => {
  it("are none when nothing was changed", () => {
    expect(changes(known, structuredClone(known))).toEqual({});
  });

  it("name what is taken away as null", () => {
    expect(changes(known, { ...known, parentId: undefined, name: { ...known.name, zhHant: " " } })).toEqual({ parentId: null, name: { default: "North", zhHant: null, zhHans: null } });
  });

  it("see another main channel, for the first one is it", () => {
    expect(changes(known, { ...known, channelTypes: ["ECOMMERCE", "STORE"] })).toEqual({ channelTypes: ["ECOMMERCE", "STORE"] });
  });
});

it("a new distributor has no end", () => {
  expect(createInput({ ...newFacts("TWD", "2025-01-01"), code: " D-2 " })).not.toHaveProperty("leftOn");
  expect(createInput({ ...newFacts("TWD", "2025-01-01"), code: " D-2 " }).code).toBe("D-2");
});
