import { expect, it } from "vitest";
import { doubledIn, missingIn, type Mapping, type SaleField } from "./mapping";

const mapping = (...fields: (SaleField | null)[]): Mapping => new Map(fields.map((field, index) => [index, field]));

it("says which facts no column holds; of a group one is enough", () => {
  expect(missingIn(mapping("INVOICE_NUMBER", "SALE_DATE", "PRODUCT_CODE", "QUANTITY", null, "CUSTOMER_CODE"))).toEqual([["UNIT_PRICE", "NET_AMOUNT"]]);
  expect(missingIn(mapping("INVOICE_NUMBER", "SALE_DATE", "PRODUCT_CODE", "RETURN_QUANTITY", "NET_AMOUNT", "CUSTOMER_NAME"))).toEqual([]);
});

it("finds a fact that two columns claim, and lets many be unused", () => {
  expect([...doubledIn(mapping("SALE_DATE", null, "SALE_DATE", null))]).toEqual(["SALE_DATE"]);
});
