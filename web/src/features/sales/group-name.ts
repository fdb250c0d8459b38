import { useTranslation } from "react-i18next";
import { formatPeriod } from "~/shared/format/period";
import { localName, useLanguage, type Localized } from "~/shared/i18n/use-language";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";

interface Group {
  key: string;
  name: Localized | null;
}

const isChannel = (key: string): key is ChannelType => channelTypes.includes(key as ChannelType);

/** Gives what to call a group of sums: its name, period or channel type. */
export function useGroupName(): (group: Group) => string {
  const { t } = useTranslation(["sales", "common"]);
  const language = useLanguage();
  return ({ key, name }) => {
    if (name) return localName(name, language);
    if (!key) return t("sales:unknownGroup");
    return isChannel(key) ? t(`common:channel.${key}`) : formatPeriod(key, language);
  };
}
