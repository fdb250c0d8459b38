import { DateInput, type DateInputProps } from "@mantine/dates";
import "dayjs/locale/zh-cn";
import "dayjs/locale/zh-tw";
import { useTranslation } from "react-i18next";
import { useLanguage } from "~/shared/i18n/use-language";
import { Icon } from "./icon";

const locales = { en: "en", "zh-Hant": "zh-tw", "zh-Hans": "zh-cn" } as const;
const formats = { en: "D MMM YYYY", "zh-Hant": "YYYY年M月D日", "zh-Hans": "YYYY年M月D日" } as const;

type Props = Omit<DateInputProps, "value" | "onChange" | "locale" | "valueFormat"> & {
  /** "2013-07-31", or null. */
  value: string | null;
  onChange(date: string | null): void;
};

/** Chooses a day, by typing or by calendar. Import it from lazily loaded screens only: it brings a calendar along. */
export function DateField({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <DateInput
      clearButtonProps={{ "aria-label": t("action.clear") }}
      {...rest}
      value={value}
      onChange={(date) => onChange(date)}
      locale={locales[language]}
      valueFormat={formats[language]}
      leftSection={<Icon name="calendar" size={16} />}
    />
  );
}
