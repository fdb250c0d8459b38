import { Badge, Button, Text } from "@mantine/core";
import type { CombinedError } from "@urql/core";
import { useTranslation } from "react-i18next";
import { DateText, NameText } from "~/shared/format/text";
import { useLocalName } from "~/shared/i18n/use-language";
import { useMay, useViewer } from "~/shared/session/viewer";
import { DataTable, type Column } from "~/shared/ui/data-table";
import type { EmptyStateProps } from "~/shared/ui/empty-state";
import { TextLink } from "~/shared/ui/link";
import type { Assignment } from "../territory";
import classes from "./assignment-table.module.css";

interface Props {
  label: string;
  assignments: readonly Assignment[] | undefined;
  fetching: boolean;
  error: CombinedError | undefined;
  onRetry(): void;
  empty: EmptyStateProps;
  onEnd(assignment: Assignment): void;
}

/** Who may sell what where, and when. */
export function AssignmentTable({ label, assignments, onEnd, ...rest }: Props) {
  const { t } = useTranslation("territories");
  const localName = useLocalName();
  const may = useMay();
  const { distributor, today } = useViewer();
  const over = (row: Assignment) => row.until !== null && row.until < today;
  const where: Column<Assignment> = {
    id: "territory",
    header: t("territory"),
    primary: distributor !== null,
    cell: (row) => (
      <TextLink to="/territories" search={(before) => ({ ...before, territory: row.territory.id })}>
        <NameText value={row.territory.name} />
      </TextLink>
    ),
  };
  const columns: (Column<Assignment> | false)[] = [
    distributor
      ? where
      : {
          id: "distributor",
          header: t("distributor"),
          primary: true,
          cell: (row) => (
            <TextLink to="/distributors/$distributorId" params={{ distributorId: row.distributor.id }}>
              <NameText value={row.distributor.name} />
            </TextLink>
          ),
        },
    {
      id: "line",
      header: distributor ? t("line") : t("whatAndWhere"),
      cell: (row) => (
        <div>
          {row.productLine ? <NameText value={row.productLine.name} /> : t("allLines")}
          {!distributor && <Text size="xs">{where.cell(row)}</Text>}
        </div>
      ),
    },
    { id: "exclusive", header: t("kindOfAssignment"), cell: (row) => <Badge color={over(row) ? "gray" : row.exclusive ? "jade" : "blue"}>{row.exclusive ? t("exclusive") : t("shared")}</Badge> },
    {
      id: "days",
      header: t("days"),
      cell: (row) => (
        <span>
          <span className={classes["day"]}>
            <DateText value={row.from} /> –
          </span>{" "}
          <span className={classes["day"]}>{row.until ? <DateText value={row.until} /> : t("noEnd")}</span>
        </span>
      ),
    },
    may("assignment", "update") && {
      id: "end",
      header: t("end.open"),
      headerHidden: true,
      cell: (row) =>
        over(row) ? (
          ""
        ) : (
          <Button size="compact-sm" variant="default" aria-label={t("end.one", { distributor: localName(row.distributor.name), territory: localName(row.territory.name) })} onClick={() => onEnd(row)}>
            {t("end.open")}
          </Button>
        ),
    },
  ];
  return <DataTable label={label} columns={columns.filter((column) => column !== false)} rows={assignments} rowId={(row) => row.id} {...rest} />;
}
