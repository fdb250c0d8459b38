import type common from "./locales/en/common.json";
import type faults from "./locales/en/faults.json";
import type home from "./locales/en/home.json";
import type lines from "./locales/en/lines.json";
import type login from "./locales/en/login.json";
import type reports from "./locales/en/reports.json";

/** The words of English by namespace: they type the keys of t(). A feature adds its own file here and below. */
export interface Words {
  common: typeof common;
  faults: typeof faults;
  home: typeof home;
  lines: typeof lines;
  login: typeof login;
  reports: typeof reports;
}

export const namespaces = ["common", "faults", "home", "lines", "login", "reports"] as const satisfies readonly (keyof Words)[];
