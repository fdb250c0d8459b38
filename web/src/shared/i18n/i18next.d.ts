import "i18next";
import type { Words } from "./namespaces";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    keySeparator: false;
    resources: Words;
    returnNull: false;
  }
}
