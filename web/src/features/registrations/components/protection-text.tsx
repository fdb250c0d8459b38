import { Text } from "@mantine/core";
import { formatRelativeDay } from "~/shared/format/relative";
import { DateText, NoData } from "~/shared/format/text";
import { useLanguage } from "~/shared/i18n/use-language";
import { useViewer } from "~/shared/session/viewer";
import { isProtecting, type RegistrationRow } from "../registration";

/** Until when the customer is protected, and how long that still is. */
export function ProtectionText({ registration }: { registration: Pick<RegistrationRow, "state" | "protectedUntil"> }) {
  const language = useLanguage();
  const { today } = useViewer();
  const { state, protectedUntil } = registration;
  if (!protectedUntil) return <NoData />;
  return (
    <>
      <DateText value={protectedUntil} />
      {isProtecting(state) && (
        <Text size="xs" c="dimmed" component="div">
          {formatRelativeDay(protectedUntil, today, language)}
        </Text>
      )}
    </>
  );
}
