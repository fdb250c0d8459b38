import type common from "./locales/en/common.json";
import type distributors from "./locales/en/distributors.json";
import type faults from "./locales/en/faults.json";
import type home from "./locales/en/home.json";
import type lines from "./locales/en/lines.json";
import type login from "./locales/en/login.json";
import type products from "./locales/en/products.json";
import type reports from "./locales/en/reports.json";
import type sales from "./locales/en/sales.json";
import type scorecards from "./locales/en/scorecards.json";
import type targets from "./locales/en/targets.json";
import type territories from "./locales/en/territories.json";

/** The words of English by namespace: they type the keys of t(). A feature adds its own file here and below. */
export interface Words {
  common: typeof common;
  distributors: typeof distributors;
  faults: typeof faults;
  home: typeof home;
  lines: typeof lines;
  login: typeof login;
  products: typeof products;
  reports: typeof reports;
  sales: typeof sales;
  scorecards: typeof scorecards;
  targets: typeof targets;
  territories: typeof territories;
}

export const namespaces = ["common", "distributors", "faults", "home", "lines", "login", "products", "reports", "sales", "scorecards", "targets", "territories"] as const satisfies readonly (keyof Words)[];
