import { Alert, Button, Group, SimpleGrid, Stack } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { formatInteger } from "~/shared/format/format";
import { graphql, type ResultOf } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { DataTable, type Column } from "~/shared/ui/data-table";
import { Icon } from "~/shared/ui/icon";
import { Panel } from "~/shared/ui/panel";
import { StatCard } from "~/shared/ui/stat-card";
import { FileSender } from "./file-sender";

export const outcomeFragment = graphql(`
  fragment RowsOutcome on ImportRowsPayload @_unmask {
    accepted
    duplicates
    rejected
    problems { row field problem { key params } }
  }
`);

export type RowsOutcome = ResultOf<typeof outcomeFragment>;

interface Props {
  /** What to drop. */
  title: string;
  /** Which columns the file has. */
  hint: string;
  /** Imports the uploaded file. */
  run(fileId: string): Promise<{ outcome?: RowsOutcome | undefined; error?: CombinedError | undefined }>;
}

/** Drop a file of rows → what became of it: so many taken, known, and not taken, each of these with its reason. */
export function RowImport({ title, hint, run }: Props) {
  const { t } = useTranslation("intake");
  const [outcome, setOutcome] = useState<RowsOutcome>();
  const send = async (fileId: string) => {
    const result = await run(fileId);
    if (result.outcome) setOutcome(result.outcome);
    return result.error && faultFrom(result.error);
  };
  if (!outcome) return <FileSender title={title} hint={hint} onSent={send} />;
  return (
    <Stack gap="lg">
      <Outcome outcome={outcome} />
      <Group>
        <Button variant="default" leftSection={<Icon name="upload" size={16} />} onClick={() => setOutcome(undefined)}>
          {t("result.another")}
        </Button>
      </Group>
    </Stack>
  );
}

type Problem = RowsOutcome["problems"][number];

function Outcome({ outcome }: { outcome: RowsOutcome }) {
  const { t } = useTranslation("intake");
  const language = useLanguage();
  const text = useMessageText();
  const count = (value: number) => formatInteger(value, language);
  const { accepted, duplicates, rejected, problems } = outcome;
  const rows = new Set(problems.map((one) => one.row)).size;
  const columns: Column<Problem>[] = [
    { id: "row", header: t("result.row"), numeric: true, primary: true, cell: (one) => count(one.row) },
    { id: "field", header: t("result.column"), cell: (one) => one.field },
    { id: "problem", header: t("result.problem"), cell: (one) => text(one.problem) },
  ];
  return (
    <>
      <div role="status">
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <StatCard label={t("result.accepted")} value={count(accepted)} tone={accepted > 0 ? "good" : undefined} />
          <StatCard label={t("result.duplicates")} value={count(duplicates)} />
          <StatCard label={t("result.rejected")} value={count(rejected)} tone={rejected > 0 ? "bad" : undefined} />
        </SimpleGrid>
      </div>
      {rejected > 0 && (
        <Panel title={t("result.problems")} description={t("result.problemsHint")}>
          <Stack gap="md">
            {rejected > rows && (
              <Alert color="yellow" icon={<Icon name="alert" />}>
                {t("result.first", { count: rows, shown: count(rows), rejected: count(rejected) })}
              </Alert>
            )}
            <DataTable label={t("result.problems")} columns={columns} rows={problems} rowId={(one) => `${one.row} ${one.field} ${one.problem.key}`} empty={{ icon: "check", title: t("result.problems"), hint: t("result.problemsHint") }} />
          </Stack>
        </Panel>
      )}
    </>
  );
}
