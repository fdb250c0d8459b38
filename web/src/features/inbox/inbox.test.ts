import { expect, it } from "vitest";
import { subjectOf } from "./inbox";

it("an item leads to the page of what it is about", () => {
  expect(subjectOf({ subjectId: "cfl_01" })).toEqual({ page: "conflict", id: "cfl_01" });
  expect(subjectOf({ subjectId: "reg_01" })).toEqual({ page: "registration", id: "reg_01" });
  expect(subjectOf({ subjectId: "dst_01" })).toEqual({ page: "scorecard", id: "dst_01" });
  expect(subjectOf({ subjectId: "xyz_01" })).toBeUndefined();
  expect(subjectOf({ subjectId: null })).toBeUndefined();
});
