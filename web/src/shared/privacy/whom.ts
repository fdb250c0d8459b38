/** The person at issue: an account of one's own, or a customer of the brand's. */
export type Whom = { accountId: string } | { customerId: string };
