import { useTranslation } from "react-i18next";
import { LightChart } from "~/shared/figure/light-chart";
import { formatInteger } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import type { Outcome } from "../use-simulation";

/** How many cards have each grade now, and how many would. */
export function GradeShift({ grades }: { grades: Outcome["grades"] }) {
  const { t } = useTranslation("programme");
  const language = useLanguage();
  const count = (value: number) => formatInteger(value, language);
  return (
    <LightChart
      label={t("shift")}
      axis={t("grade")}
      labels={grades.map((one) => one.grade ?? t("noGrade"))}
      series={[
        { name: t("then"), as: "bar", values: grades.map((one) => one.then) },
        { name: t("now"), as: "mark", values: grades.map((one) => one.now) },
      ]}
      format={count}
      // Between whole cards the axis says nothing.
      formatShort={(value) => (Number.isInteger(value) ? count(value) : "")}
      height={200}
    />
  );
}
