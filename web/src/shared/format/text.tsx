import { VisuallyHidden } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { localName, useLanguage, type Localized } from "~/shared/i18n/use-language";
import { formatDate, formatDateRange, formatDateTime, formatDay, formatDecimal, formatMoney, formatPercent, formatTime, type MoneyValue } from "./format";
import { formatPeriod } from "./period";
import classes from "./text.module.css";

/** A missing value: a dash to see, "no data" to hear. */
export function NoData() {
  const { t } = useTranslation();
  return (
    <span className={classes["none"]}>
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{t("value.none")}</VisuallyHidden>
    </span>
  );
}

/** An amount with its currency, by locale; its exact value in the title when compact. */
export function MoneyText({ value, compact, signed }: { value: MoneyValue | null | undefined; compact?: boolean; signed?: boolean }) {
  const language = useLanguage();
  if (!value) return <NoData />;
  const text = formatMoney(value, language, { ...(compact && { compact }), ...(signed && { signed }) });
  return (
    <span className={classes["figure"]} title={compact ? formatMoney(value, language) : undefined}>
      {text}
    </span>
  );
}

/** An exact decimal by locale. */
export function DecimalText({ value, digits, signed }: { value: string | number | null | undefined; digits?: number; signed?: boolean }) {
  const language = useLanguage();
  if (value === null || value === undefined) return <NoData />;
  return <span className={classes["figure"]}>{formatDecimal(value, language, { ...(digits !== undefined && { digits }), ...(signed && { signed }) })}</span>;
}

/** Per cent of a value that is already in per cent. */
export function PercentText({ value, digits, signed }: { value: string | number | null | undefined; digits?: number; signed?: boolean }) {
  const language = useLanguage();
  if (value === null || value === undefined) return <NoData />;
  return <span className={classes["figure"]}>{formatPercent(value, language, { ...(digits !== undefined && { digits }), ...(signed && { signed }) })}</span>;
}

/** A calendar day by locale. */
export function DateText({ value }: { value: string | null | undefined }) {
  const language = useLanguage();
  if (!value) return <NoData />;
  return (
    <time dateTime={value} className={classes["figure"]}>
      {formatDate(value, language)}
    </time>
  );
}

/** The days from one to another, by locale. */
export function DateRangeText({ from, until }: { from: string | null | undefined; until: string | null | undefined }) {
  const language = useLanguage();
  if (!from || !until) return <NoData />;
  return <span className={classes["figure"]}>{formatDateRange(from, until, language)}</span>;
}

/** A moment by locale, in the browser's time zone; stacked: the time below the day, for narrow columns. */
export function DateTimeText({ value, stacked = false }: { value: string | null | undefined; stacked?: boolean }) {
  const language = useLanguage();
  if (!value) return <NoData />;
  return (
    <time dateTime={value} className={classes["figure"]}>
      {stacked ? (
        <>
          {formatDay(value, language)} <span className={classes["below"]}>{formatTime(value, language)}</span>
        </>
      ) : (
        formatDateTime(value, language)
      )}
    </time>
  );
}

/** A year, quarter or month by locale. */
export function PeriodText({ value, short }: { value: string; short?: boolean }) {
  const language = useLanguage();
  return <span className={classes["figure"]}>{formatPeriod(value, language, { ...(short && { short }) })}</span>;
}

/** A name in the user's language, else the default one. */
export function NameText({ value }: { value: Localized }) {
  const language = useLanguage();
  return <>{localName(value, language)}</>;
}
