import { linkOptions } from "@tanstack/react-router";
import type { Words } from "~/shared/i18n/namespaces";
import { may, type Viewer } from "~/shared/session/viewer";
import type { IconName } from "~/shared/ui/icon";

interface Entry {
  link: { to: string };
  label: Exclude<keyof Words["common"] & `nav.${string}`, `nav.group.${string}`>;
  icon: IconName;
  /** What the viewer must be allowed for the entry to show. */
  needs?: readonly [resource: string, action: string];
  side?: "BRAND" | "DISTRIBUTOR";
  /** Under which title it stands; at the top without one. */
  group?: keyof Words["common"] & `nav.group.${string}`;
  /** A page of its own, not of this app. */
  outside?: boolean;
  /** Whether it says how many cases wait for the viewer. */
  counts?: boolean;
}

// The order of the side navigation; those of one group follow one another. The words are common:nav.*.
const entries: readonly Entry[] = [
  { link: linkOptions({ to: "/" }), label: "nav.home", icon: "home" },
  { link: linkOptions({ to: "/reports/new" }), label: "nav.newReport", icon: "upload", needs: ["salesReport", "create"] },
  { link: linkOptions({ to: "/accounts" }), label: "nav.accounts", icon: "people", needs: ["account", "read"], side: "DISTRIBUTOR" },
  { link: linkOptions({ to: "/registrations" }), label: "nav.registrations", icon: "flag", needs: ["registration", "read"], side: "DISTRIBUTOR" },
  { link: linkOptions({ to: "/distributors" }), label: "nav.distributors", icon: "store", needs: ["distributor", "read"], side: "BRAND" },
  { link: linkOptions({ to: "/scorecards" }), label: "nav.scorecards", icon: "score", needs: ["scorecard", "read"], side: "BRAND" },
  { link: linkOptions({ to: "/scorecards" }), label: "nav.scorecard", icon: "score", needs: ["scorecard", "read"], side: "DISTRIBUTOR" },
  { link: linkOptions({ to: "/channel" }), label: "nav.channel", icon: "chart", needs: ["channel", "read"], side: "BRAND" },
  { link: linkOptions({ to: "/conflicts" }), label: "nav.conflicts", icon: "scale", needs: ["conflict", "read"], counts: true },
  { link: linkOptions({ to: "/feedback" }), label: "nav.feedback", icon: "star", needs: ["feedback", "read"], side: "DISTRIBUTOR" },
  { link: linkOptions({ to: "/customers" }), label: "nav.customers", icon: "people", needs: ["customer", "read"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/customers/matches" }), label: "nav.matches", icon: "link", needs: ["customer", "match"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/registrations" }), label: "nav.registrations", icon: "flag", needs: ["registration", "read"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/customers/leads" }), label: "nav.leads", icon: "target", needs: ["lead", "create"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/feedback" }), label: "nav.feedback", icon: "star", needs: ["feedback", "read"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/accounts" }), label: "nav.ownAccounts", icon: "store", needs: ["account", "create"], side: "BRAND", group: "nav.group.customers" },
  { link: linkOptions({ to: "/sales" }), label: "nav.sales", icon: "chart", needs: ["saleLine", "read"], group: "nav.group.sales" },
  { link: linkOptions({ to: "/reports" }), label: "nav.reports", icon: "file", needs: ["salesReport", "read"], group: "nav.group.sales" },
  { link: linkOptions({ to: "/settings/periods" }), label: "nav.periods", icon: "calendar", needs: ["period", "read"], group: "nav.group.sales" },
  { link: linkOptions({ to: "/territories" }), label: "nav.territories", icon: "map", needs: ["territory", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/products" }), label: "nav.products", icon: "product", needs: ["product", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/targets" }), label: "nav.targets", icon: "target", needs: ["target", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/market" }), label: "nav.market", icon: "globe", needs: ["marketSize", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/training" }), label: "nav.training", icon: "book", needs: ["training", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/programme" }), label: "nav.programme", icon: "settings", needs: ["programme", "read"], group: "nav.group.reference" },
  { link: linkOptions({ to: "/users" }), label: "nav.users", icon: "people", needs: ["user", "read"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/users/policy" }), label: "nav.policy", icon: "scale", needs: ["policy", "read"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/settings/rules" }), label: "nav.rules", icon: "scale", needs: ["conflictRule", "read"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/settings/calendar" }), label: "nav.calendar", icon: "calendar", needs: ["calendar", "update"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/audit" }), label: "nav.audit", icon: "list", needs: ["audit", "read"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/privacy" }), label: "nav.privacy", icon: "shield", needs: ["privacy", "read"], group: "nav.group.administration" },
  { link: linkOptions({ to: "/settings/api-keys" }), label: "nav.apiKeys", icon: "key", needs: ["apiKey", "read"], group: "nav.group.administration" },
  { link: { to: "/explorer" }, label: "nav.explorer", icon: "code", needs: ["apiKey", "read"], group: "nav.group.administration", outside: true },
];

/** What the viewer finds in the navigation: their side's pages that the policy opens to them. */
export function navigationFor(viewer: Viewer): readonly Entry[] {
  return entries.filter(({ side, needs }) => (!side || side === viewer.organization.kind) && (!needs || may(viewer, needs[0], needs[1])));
}
