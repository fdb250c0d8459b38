import { expect, it } from "vitest";
import { cardSearch, compareSearch, picked, scorecardListSearch } from "./search";

it("keeps what the list knows, and drops the rest", () => {
  expect(scorecardListSearch({ sort: "METRIC_CHANGE.ASC", metric: "nps", grade: "A,D,E", tier: "TIER_9", pick: "a,b,a", other: "x" })).toEqual({
    sort: "METRIC_CHANGE.ASC",
    metric: "nps",
    grade: ["A", "D"],
    pick: ["a", "b"],
  });
  expect(scorecardListSearch({ sort: "SECRET.ASC", metric: "secret" })).toEqual({});
});

it("compares 40 at most", () => {
  expect(picked(Array.from({ length: 60 }, (_, index) => `dst_${index}`))).toHaveLength(40);
  expect(compareSearch({ pick: "", direction: "UP" })).toEqual({});
});

it("takes a version from 1 on", () => {
  expect([{ version: "2" }, { version: "0" }, { version: "x" }, {}].map((one) => cardSearch(one).version)).toEqual([2, undefined, undefined, undefined]);
});
