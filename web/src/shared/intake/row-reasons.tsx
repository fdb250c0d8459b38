import { List, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useMessageText, type ServerMessage } from "~/shared/fault/use-fault-text";
import classes from "./row-reasons.module.css";

interface Problem {
  /** The column's header, else the name of the fact. */
  name: string;
  value: string;
  message: ServerMessage;
}

/** What is wrong with a row of a file, each problem with the column and what it says. */
export function RowReasons({ problems }: { problems: readonly Problem[] }) {
  const text = useMessageText();
  return (
    <List size="sm" listStyleType="none" spacing={4} className={classes["reasons"]}>
      {problems.map((problem, index) => (
        <List.Item key={index}>
          {problem.name && (
            <Text component="span" size="sm" fw={600}>
              {problem.name}
              {problem.value && (
                <>
                  {" "}
                  <code className={classes["value"]}>{problem.value}</code>
                </>
              )}{" "}
            </Text>
          )}
          {text(problem.message)}
        </List.Item>
      ))}
    </List>
  );
}

/** The cells of a row as the file has them, folded up to the first ones. */
export function RowCells({ headers, cells }: { headers: readonly string[]; cells: readonly string[] }) {
  const { t } = useTranslation("intake");
  if (cells.length === 0) return <Text size="sm" c="dimmed">{t("rows.cellsGone")}</Text>;
  return (
    <details className={classes["cells"]}>
      <summary>{cells.filter((cell) => cell.trim()).slice(0, 3).join(" · ")}</summary>
      <dl>
        {cells.map((cell, index) => (
          <div key={index}>
            <dt>{headers[index] ?? ""}</dt>
            <dd>{cell}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
