import { Badge, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DecimalText } from "~/shared/format/text";
import { explain, type Bar, type Pair } from "../pair";
import classes from "./weight-table.module.css";

const colors = { AGREE: "jade", PARTLY: "yellow", DIFFER: "red" } as const;

/** Why a pair is as sure as it is: what each field says and how much that weighs, down to the sum. */
export function WeightTable({ pair }: { pair: Pair }) {
  const { t } = useTranslation("customers");
  const { fields, start } = explain(pair);
  return (
    <div className={classes["frame"]}>
      <table className={classes["table"]}>
        <caption>
          {t("matches.why")}
          <Text size="sm" c="dimmed" fw={400}>
            {t("matches.whyHint")}
          </Text>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("matches.field")}</th>
            <th scope="col">{t("matches.compares")}</th>
            <th scope="col">{t("matches.weight")}</th>
          </tr>
        </thead>
        <tbody>
          {pair.fields.map((field, index) => (
            <tr key={field.field}>
              <th scope="row">{t(`matchField.${field.field}`)}</th>
              <td>
                <Badge color={colors[field.agreement]}>{t(`agreement.${field.agreement}`)}</Badge>
              </td>
              <td>
                <Weight bar={fields[index]} />
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("matches.start")}</th>
            <td className={classes["quiet"]}>{t("matches.startHint")}</td>
            <td>
              <Weight bar={start} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("matches.sum")}
            </th>
            <td className={classes["sum"]}>
              <DecimalText value={pair.weight} digits={2} signed /> {t("matches.bits")}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Weight({ bar }: { bar: Bar | undefined }) {
  if (!bar) return null;
  return (
    <span className={classes["weight"]}>
      <span className={classes["axis"]} aria-hidden="true">
        <span data-against={bar.weight < 0 || undefined} style={{ width: `${bar.share / 2}%` }} />
      </span>
      <span className={classes["number"]}>
        <DecimalText value={bar.weight} digits={2} signed />
      </span>
    </span>
  );
}
