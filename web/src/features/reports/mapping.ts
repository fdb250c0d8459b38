import type { graphql } from "~/shared/graphql/gql";

export type SaleField = ReturnType<typeof graphql.scalar<"SaleField">>;

/** The facts that a column may hold, those that each row needs first. LINE_ID is the portal's own and not to choose. */
export const fields = {
  needed: ["INVOICE_NUMBER", "SALE_DATE", "PRODUCT_CODE", "QUANTITY", "UNIT_PRICE", "NET_AMOUNT", "CUSTOMER_NAME", "CUSTOMER_CODE"],
  more: ["LINE_NUMBER", "RETURN_QUANTITY", "CURRENCY", "DISCOUNT", "CUSTOMER_TAX_ID", "PHONE", "EMAIL", "SHIP_TO_COUNTRY", "SHIP_TO_REGION", "SHIP_TO_CITY", "POSTAL_CODE", "CHANNEL_TYPE", "SERIAL", "SALES_PERSON", "NOTE"],
} as const satisfies Record<string, readonly SaleField[]>;

/** What must be there; of each group one is enough. */
export const requirements = [["INVOICE_NUMBER"], ["SALE_DATE"], ["PRODUCT_CODE"], ["QUANTITY", "RETURN_QUANTITY"], ["UNIT_PRICE", "NET_AMOUNT"], ["CUSTOMER_NAME", "CUSTOMER_CODE"]] as const satisfies readonly (readonly SaleField[])[];
