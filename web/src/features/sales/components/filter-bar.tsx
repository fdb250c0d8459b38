import { Button, Checkbox, Group, NativeSelect, Pill, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { parsePeriod, periodOf, periodRange, periodText } from "~/shared/format/period";
import { channelTypes } from "~/shared/lines/channel-types";
import { DistributorSelect } from "~/shared/pickers/distributor-select";
import { ProductLineSelect } from "~/shared/pickers/product-line-select";
import { ProductSelect } from "~/shared/pickers/product-select";
import { TerritorySelect } from "~/shared/pickers/territory-select";
import type { ListNavigation } from "~/shared/routing/use-list-navigation";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { Icon } from "~/shared/ui/icon";
import { PeriodPicker } from "~/shared/ui/period-picker";
import { defaultPeriod, isByDays } from "../filters";
import type { SalesSearch } from "../search";
import classes from "./filter-bar.module.css";

/** Which lines: when, whose, what, where and how. All of it is in the URL. */
export function FilterBar({ search, go }: { search: SalesSearch; go: ListNavigation }) {
  const { t } = useTranslation(["sales", "common"]);
  const { today, distributor } = useViewer();
  const byDays = isByDays(search);
  const period = search.period ?? defaultPeriod(today);
  const narrowed = search.distributor || search.line || search.product || search.territory || search.channel || search.returns || search.voided || search.breach;
  const changeMode = (mode: string) => {
    const whole = parsePeriod(period);
    if (mode === "days" && whole) go.filter({ ...periodRange(whole) });
    else go.filter({ from: undefined, until: undefined, period: periodText(periodOf(search.until ?? search.from ?? today, "month")) });
  };
  return (
    <Stack gap="xs" mb="lg" role="search" aria-label={t("sales:filters")}>
      <Group gap="xs" className={classes["when"]}>
        <NativeSelect
          aria-label={t("sales:when")}
          value={byDays ? "days" : "period"}
          data={[
            { value: "period", label: t("sales:when.period") },
            { value: "days", label: t("sales:when.days") },
          ]}
          onChange={(event) => changeMode(event.currentTarget.value)}
        />
        {byDays ? (
          <Group gap="xs">
            <DateField aria-label={t("sales:from")} placeholder={t("sales:from")} value={search.from ?? null} onChange={(date) => go.filter({ from: date ?? undefined })} clearable maxDate={search.until} w={196} />
            <DateField aria-label={t("sales:until")} placeholder={t("sales:until")} value={search.until ?? null} onChange={(date) => go.filter({ until: date ?? undefined })} clearable minDate={search.from} w={196} />
          </Group>
        ) : (
          <PeriodPicker label={t("sales:period")} value={period} today={today} onChange={(next) => go.filter({ period: next })} />
        )}
      </Group>
      <div className={classes["grid"]}>
        {!distributor && <DistributorSelect compact withBrand label={t("sales:anyDistributor")} value={search.distributor} onChange={(id) => go.filter({ distributor: id })} />}
        <ProductLineSelect compact label={t("sales:anyLine")} value={search.line} onChange={(id) => go.filter({ line: id })} />
        <ProductSelect compact label={t("sales:anyProduct")} value={search.product} onChange={(id) => go.filter({ product: id })} />
        <TerritorySelect compact label={t("sales:anyTerritory")} value={search.territory} onChange={(id) => go.filter({ territory: id })} />
        <NativeSelect
          aria-label={t("sales:channel")}
          value={search.channel ?? ""}
          data={[{ value: "", label: t("sales:anyChannel") }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]}
          onChange={(event) => go.filter({ channel: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("sales:returns")}
          value={search.returns ?? ""}
          data={[
            { value: "", label: t("sales:returns.with") },
            { value: "false", label: t("sales:returns.without") },
            { value: "true", label: t("sales:returns.only") },
          ]}
          onChange={(event) => go.filter({ returns: event.currentTarget.value || undefined })}
        />
        <Checkbox className={classes["voided"] ?? ""} label={t("sales:voided")} checked={Boolean(search.voided)} onChange={(event) => go.filter({ voided: event.currentTarget.checked || undefined })} />
        {narrowed && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<Icon name="close" size={14} />}
            onClick={() => go.filter({ distributor: undefined, line: undefined, product: undefined, territory: undefined, channel: undefined, returns: undefined, voided: undefined, breach: undefined })}
          >
            {t("sales:clearFilters")}
          </Button>
        )}
      </div>
      {search.breach && (
        <Group>
          <Pill
            size="lg"
            withRemoveButton
            removeButtonProps={{ "aria-label": t("sales:breach.remove"), "aria-hidden": false, tabIndex: 0 }}
            onRemove={() => go.filter({ breach: undefined })}
          >
            {t(`sales:breach.${search.breach}`)}
          </Pill>
        </Group>
      )}
    </Stack>
  );
}
