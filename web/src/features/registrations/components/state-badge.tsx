import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { RegistrationState } from "../registration";

const colors: Record<RegistrationState, string> = {
  DRAFT: "gray",
  SUBMITTED: "blue",
  IN_REVIEW: "blue",
  ACTION_REQUIRED: "yellow",
  APPROVED: "jade",
  EXTENDED: "jade",
  CONVERTED: "jade",
  EXPIRED: "gray",
  RELEASED: "gray",
  REJECTED: "red",
};

/** Where a registration stands, in words and a colour. */
export function StateBadge({ state }: { state: RegistrationState }) {
  const { t } = useTranslation("registrations");
  return <Badge color={colors[state]}>{t(`state.${state}`)}</Badge>;
}
