import { defined, flag, listSearch, oneOf, text, type ListSearch } from "~/shared/routing/search";
import { registrationStates, type RegistrationState } from "./registration";

export const views = ["waiting", "all"] as const;

/** What the list keeps in the URL. */
export interface RegistrationListSearch extends ListSearch {
  /** For the brand: what waits for it, or all. */
  view?: (typeof views)[number] | undefined;
  state?: RegistrationState | undefined;
  distributor?: string | undefined;
  account?: string | undefined;
  line?: string | undefined;
  overdue?: true | undefined;
  contested?: true | undefined;
  /** Only those whose protection ends soon. */
  ending?: true | undefined;
}

export const registrationListSearch = (search: Record<string, unknown>): RegistrationListSearch =>
  defined({
    ...listSearch(search, ["DUE_AT", "CREATED_AT", "PROTECTED_UNTIL"]),
    view: oneOf(views)(search["view"]),
    state: oneOf(registrationStates)(search["state"]),
    distributor: text(search["distributor"]),
    account: text(search["account"]),
    line: text(search["line"]),
    overdue: flag(search["overdue"]),
    contested: flag(search["contested"]),
    ending: flag(search["ending"]),
  });

/** What a new registration may begin with. */
export interface NewRegistrationSearch {
  account?: string | undefined;
}

export const newRegistrationSearch = (search: Record<string, unknown>): NewRegistrationSearch => defined({ account: text(search["account"]) });
