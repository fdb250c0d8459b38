import { describe, expect, it } from "vitest";
import { contributions } from "./contribution";

describe("contributions", () => {
  it("add up to the composite", () => {
    const parts = contributions([
      { key: "a", score: "80", weight: "30" },
      { key: "b", score: "110", weight: "10" },
    ]);
    expect([...parts.values()].reduce((sum, part) => sum + part.brings, 0)).toBeCloseTo(87.5);
    expect(parts.get("a")?.gain).toBeCloseTo(15);
    expect(parts.get("b")?.gain).toBe(0);
  });

  it("leave out what has no data instead of taking it for 0", () => {
    const parts = contributions([
      { key: "a", score: "80", weight: "30" },
      { key: "b", score: null, weight: "70" },
    ]);
    expect(parts.has("b")).toBe(false);
    expect(parts.get("a")).toEqual({ brings: 80, gain: 20, share: 100 });
  });

  it("are none when nothing has data", () => {
    expect(contributions([{ key: "a", score: null, weight: "100" }]).size).toBe(0);
  });
});
