import { useTranslation } from "react-i18next";
import type { Course } from "./training";

/** Gives of whom a course is required, in words. */
export function useRequiredOf(): (course: Pick<Course, "requiredTiers" | "requiredChannelTypes">) => string {
  const { t } = useTranslation(["training", "common"]);
  return ({ requiredTiers, requiredChannelTypes }) => {
    const words = [...requiredTiers.map((tier) => t(`common:tier.${tier}`)), ...requiredChannelTypes.map((type) => t(`common:channel.${type}`))];
    return words.length > 0 ? words.join(t("common:list.separator")) : t("training:ofNone");
  };
}
