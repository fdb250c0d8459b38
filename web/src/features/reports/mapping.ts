import type { graphql } from "~/shared/graphql/gql";

export type SaleField = ReturnType<typeof graphql.scalar<"SaleField">>;

/** The facts that a column may hold, those that each row needs first. LINE_ID is the portal's own and not to choose. */
export const fields = {
  needed: ["INVOICE_NUMBER", "SALE_DATE", "PRODUCT_CODE", "QUANTITY", "UNIT_PRICE", "NET_AMOUNT", "CUSTOMER_NAME", "CUSTOMER_CODE"],
  more: ["LINE_NUMBER", "RETURN_QUANTITY", "CURRENCY", "DISCOUNT", "CUSTOMER_TAX_ID", "PHONE", "EMAIL", "SHIP_TO_COUNTRY", "SHIP_TO_REGION", "SHIP_TO_CITY", "POSTAL_CODE", "CHANNEL_TYPE", "SERIAL", "SALES_PERSON", "NOTE"],
} as const satisfies Record<string, readonly SaleField[]>;

/** What must be there; of each group one is enough. */
export const requirements = [["INVOICE_NUMBER"], ["SALE_DATE"], ["PRODUCT_CODE"], ["QUANTITY", "RETURN_QUANTITY"], ["UNIT_PRICE", "NET_AMOUNT"], ["CUSTOMER_NAME", "CUSTOMER_CODE"]] as const satisfies readonly (readonly SaleField[])[];

/** Which column holds what, by the column's place; null for a column that is not used. */
export type Mapping = ReadonlyMap<number, SaleField | null>;

/** The requirements that no column meets. */
export function missingIn(mapping: Mapping): (readonly SaleField[])[] {
  const held = new Set(mapping.values());
  return requirements.filter((group) => !group.some((field) => held.has(field)));
}

/** The facts that two columns claim to hold. */
export function doubledIn(mapping: Mapping): Set<SaleField> {
  const seen = new Set<SaleField>();
  const doubled = new Set<SaleField>();
  for (const field of mapping.values()) {
    if (field === null) continue;
    if (seen.has(field)) doubled.add(field);
    seen.add(field);
  }
  return doubled;
}
