import { createContext } from "react";
import type { Party } from "./conflict";

/** The parties of the case that is shown: what names a party elsewhere gives its label alone. */
export const PartiesContext = createContext<readonly Party[]>([]);
