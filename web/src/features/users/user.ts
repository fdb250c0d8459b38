import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const brandRoles = ["BRAND_ADMIN", "CHANNEL_MANAGER", "BRAND_ANALYST", "AUDITOR"] as const;
export const distributorRoles = ["DISTRIBUTOR_ADMIN", "DISTRIBUTOR_REP", "DISTRIBUTOR_VIEWER"] as const;
export const roles = [...brandRoles, ...distributorRoles] as const;
export type Role = (typeof roles)[number];

export const userStatuses = ["ACTIVE", "INVITED", "DEACTIVATED"] as const;
export type UserStatus = (typeof userStatuses)[number];

/** The roles that fit an organisation. */
export const rolesFor = (kind: "BRAND" | "DISTRIBUTOR"): readonly Role[] => (kind === "BRAND" ? brandRoles : distributorRoles);

/** The id of a distributor's organisation: the same bits under another prefix. */
export const organizationOf = (distributorId: string): string => distributorId.replace(/^dst_/, "org_");

export const userFragment = graphql(`
  fragment Person on User @_unmask {
    id
    email
    name
    role
    status
    lastLoginAt
    portfolioCount
    organization { id kind name }
  }
`);

export type Person = ResultOf<typeof userFragment>;
