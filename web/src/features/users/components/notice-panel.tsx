import { Radio, Skeleton, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { notifyDone } from "~/shared/ui/notify";
import { Panel } from "~/shared/ui/panel";

const settingsQuery = graphql(`
  query NoticeSettings {
    noticeSettings { mail }
  }
`);

const setMutation = graphql(`
  mutation SetNoticeSettings($input: SetNoticeSettingsInput!) {
    setNoticeSettings(input: $input) {
      settings { mail }
    }
  }
`);

const choices = ["AT_ONCE", "DAILY", "NONE"] as const satisfies readonly ReturnType<typeof graphql.scalar<"MailChoice">>[];

/** Whether and when one gets mail of notices; the inbox has all of them in any case. */
export function NoticePanel() {
  const { t } = useTranslation("users");
  const [{ data, error, fetching }, again] = useQuery({ query: settingsQuery, requestPolicy: "cache-and-network" });
  const [{ error: refused }, set] = useMutation(setMutation);
  const choose = async (value: string) => {
    const mail = choices.find((one) => one === value);
    if (!mail) return;
    const result = await set({ input: { mail } });
    if (result.data) notifyDone(t("notices.saved"));
  };
  return (
    <Panel title={t("notices.title")} description={t("notices.hint")}>
      {error && !data && <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {refused && <FaultAlert fault={faultFrom(refused)} />}
      {!data && !error && <Skeleton height={110} radius="md" />}
      {data && (
        <Radio.Group aria-label={t("notices.title")} value={data.noticeSettings.mail} onChange={(value) => void choose(value)}>
          <Stack gap="sm">
            {choices.map((one) => (
              <Radio key={one} value={one} label={t(`notices.${one}`)} description={t(`notices.about.${one}`)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </Panel>
  );
}
