import { Alert, Group, Skeleton, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { DateTimeText } from "~/shared/format/text";
import { Steps, type Step } from "~/shared/intake/steps";
import { EmptyState } from "~/shared/ui/empty-state";
import { Icon } from "~/shared/ui/icon";
import { TextLink } from "~/shared/ui/link";
import { PageHeader } from "~/shared/ui/page-header";
import { Panel } from "~/shared/ui/panel";
import { ProgressBar } from "~/shared/ui/progress-bar";
import { useRate } from "~/shared/ui/use-rate";
import { isMoving, type AccountImport } from "../account-import";
import { ImportFigures } from "../components/import-figures";
import { ImportMapping } from "../components/import-mapping";
import { ImportResult } from "../components/import-result";
import { ImportStateBadge } from "../components/import-state";
import { SendList } from "../components/send-list";
import type { ImportSearch } from "../search";
import { useImport } from "../use-import";

const route = getRouteApi("/shell/accounts/import/$importId");

const stepOf: Partial<Record<AccountImport["state"], Step>> = { RECEIVED: "columns", AWAITING_CONFIRMATION: "columns", IMPORTING: "import", ACCEPTED: "result", ACCEPTED_WITH_REJECTS: "result" };

/** One list of customers, from its columns to what became of it. The page is the whole state: reloading it loses nothing. */
export function ImportPage() {
  const { t } = useTranslation("accounts");
  const { importId } = route.useParams();
  const search = route.useSearch();
  const { one, error, fetching, again } = useImport(importId);
  const back = <TextLink to="/accounts/import">{t("import.title")}</TextLink>;
  if (!one) {
    return (
      <>
        <PageHeader title={t("import.one")} back={back} />
        {error ? (
          <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
        ) : fetching ? (
          <Skeleton height={320} radius="lg" />
        ) : (
          <EmptyState icon="file" title={t("import.notFound")} hint={t("import.notFoundHint")} />
        )}
      </>
    );
  }
  const step = stepOf[one.state];
  return (
    <>
      <PageHeader
        title={one.fileName}
        back={back}
        subtitle={
          <Group gap={6}>
            <DateTimeText value={one.createdAt} />
            {one.createdBy && <> · {one.createdBy.name}</>}
          </Group>
        }
        actions={<ImportStateBadge state={one.state} />}
      />
      {step && <Steps at={step} />}
      <Body one={one} search={search} />
    </>
  );
}

function Body({ one, search }: { one: AccountImport; search: ImportSearch }) {
  const { t } = useTranslation("accounts");
  const text = useMessageText();
  if (one.state === "AWAITING_CONFIRMATION") return <ImportMapping key={one.id} one={one} />;
  if (isMoving(one.state)) return <Moving one={one} />;
  if (one.state === "ACCEPTED" || one.state === "ACCEPTED_WITH_REJECTS") return <ImportResult one={one} search={search} />;
  return (
    <Stack gap="lg">
      {one.state === "CANCELLED" ? (
        <Alert color="gray" icon={<Icon name="info" />} title={t("import.cancelled")}>
          {t("import.cancelledHint")}
        </Alert>
      ) : (
        <Alert role="alert" color="red" icon={<Icon name="alert" />} title={one.failure ? text(one.failure) : t("import.failed")}>
          {t("import.failedHint")}
        </Alert>
      )}
      <SendList title={t("import.dropAgain")} />
    </Stack>
  );
}

function Moving({ one }: { one: AccountImport }) {
  const { t } = useTranslation("accounts");
  const rate = useRate(one.rowsDone);
  const label = t(`import.state.${one.state}`);
  return (
    <Stack gap="lg">
      <Panel title={label} description={t("import.leave")}>
        <ProgressBar label={label} done={one.rowsDone} total={one.state === "RECEIVED" ? null : one.rowsTotal} rate={rate} />
        <Text size="sm" c="dimmed" mt="sm">
          {t("import.safe")}
        </Text>
      </Panel>
      {one.rowsDone > 0 && <ImportFigures one={one} />}
    </Stack>
  );
}
