import type accounts from "./locales/en/accounts.json";
import type audit from "./locales/en/audit.json";
import type common from "./locales/en/common.json";
import type conflicts from "./locales/en/conflicts.json";
import type customers from "./locales/en/customers.json";
import type distributors from "./locales/en/distributors.json";
import type explorer from "./locales/en/explorer.json";
import type faults from "./locales/en/faults.json";
import type home from "./locales/en/home.json";
import type inbox from "./locales/en/inbox.json";
import type intake from "./locales/en/intake.json";
import type invitation from "./locales/en/invitation.json";
import type keys from "./locales/en/keys.json";
import type lines from "./locales/en/lines.json";
import type login from "./locales/en/login.json";
import type privacy from "./locales/en/privacy.json";
import type products from "./locales/en/products.json";
import type registrations from "./locales/en/registrations.json";
import type reports from "./locales/en/reports.json";
import type rules from "./locales/en/rules.json";
import type sales from "./locales/en/sales.json";
import type scorecards from "./locales/en/scorecards.json";
import type settings from "./locales/en/settings.json";
import type targets from "./locales/en/targets.json";
import type territories from "./locales/en/territories.json";
import type users from "./locales/en/users.json";

/** The words of English by namespace: they type the keys of t(). A feature adds its own file here and below. */
export interface Words {
  accounts: typeof accounts;
  audit: typeof audit;
  common: typeof common;
  conflicts: typeof conflicts;
  customers: typeof customers;
  distributors: typeof distributors;
  explorer: typeof explorer;
  faults: typeof faults;
  home: typeof home;
  inbox: typeof inbox;
  intake: typeof intake;
  invitation: typeof invitation;
  keys: typeof keys;
  lines: typeof lines;
  login: typeof login;
  privacy: typeof privacy;
  products: typeof products;
  registrations: typeof registrations;
  reports: typeof reports;
  rules: typeof rules;
  sales: typeof sales;
  scorecards: typeof scorecards;
  settings: typeof settings;
  targets: typeof targets;
  territories: typeof territories;
  users: typeof users;
}

export const namespaces = ["accounts", "audit", "common", "conflicts", "customers", "distributors", "explorer", "faults", "home", "inbox", "intake", "invitation", "keys", "lines", "login", "privacy", "products", "registrations", "reports", "rules", "sales", "scorecards", "settings", "targets", "territories", "users"] as const satisfies readonly (keyof Words)[];
