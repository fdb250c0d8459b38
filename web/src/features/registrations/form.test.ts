import { expect, it } from "vitest";
import { registrationInput, registrationValues } from "./form";

const empty = registrationValues();

it("an amount is read as people type it, and none is none", () => {
  expect(registrationInput({ ...empty, expectedAmount: "1,250,000" }).expectedAmount).toBe("1250000");
  expect(registrationInput({ ...empty, expectedAmount: "１２００.５" }).expectedAmount).toBe("1200.5");
  expect(registrationInput({ ...empty, expectedAmount: " " }).expectedAmount).toBeNull();
});

it("a site counts only while the claim is for one site", () => {
  expect(registrationInput({ ...empty, oneSite: true, site: " Plant 2 " }).site).toBe("Plant 2");
  expect(registrationInput({ ...empty, oneSite: false, site: "Plant 2" }).site).toBe("");
});

it("an amount comes into the form without the noughts behind its point", () => {
  const known = (amount: string) => ({ expected: { amount, currency: "TWD" }, expectedOn: "2026-05-01", productLine: {} }) as unknown as Parameters<typeof registrationValues>[0];
  expect(registrationValues(known("125000.0000")).expectedAmount).toBe("125000");
  expect(registrationValues(known("1200.5000")).expectedAmount).toBe("1200.5");
  expect(registrationValues(known("500")).expectedAmount).toBe("500");
});
