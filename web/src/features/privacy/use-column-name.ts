import { useTranslation } from "react-i18next";

/** t() for names that come from the server and so can't be typed. */
type LooseT = (key: string, options: { defaultValue: string }) => string;

/** Gives a function from a column, "account_contacts.phone", to what people call its content; the column itself when it has no word. */
export function useColumnName(): (column: string) => string {
  const { t } = useTranslation("privacy");
  return (column) => (t as unknown as LooseT)(`column.${column}`, { defaultValue: column });
}
