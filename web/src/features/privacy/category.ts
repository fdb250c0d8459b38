import { graphql, type ResultOf } from "~/shared/graphql/gql";

/** What a category is, for everybody: the same at every controller. */
export const categoriesQuery = graphql(`
  query PrivacyCategories {
    privacyCategories {
      category
      purpose { key params }
      basis { key params }
      contents
      retentionDays
      protection { key params }
    }
  }
`);

export type CategoryFacts = ResultOf<typeof categoriesQuery>["privacyCategories"][number];
export type Category = CategoryFacts["category"];

export const registerQuery = graphql(`
  query PrivacyRegister {
    privacyRegister {
      category
      controller { id kind name }
      subjects
      disclosures { recipient { id name } level accounts until }
    }
  }
`);

export type RegisterRecord = ResultOf<typeof registerQuery>["privacyRegister"][number];
export type Disclosure = RegisterRecord["disclosures"][number];
export type Controller = RegisterRecord["controller"];

/** The controllers of the register, in its order. */
export function controllersOf(records: readonly RegisterRecord[]): Controller[] {
  return [...new Map(records.map(({ controller }) => [controller.id, controller])).values()];
}
