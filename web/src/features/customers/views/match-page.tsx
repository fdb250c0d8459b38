import { Button, NativeSelect, Skeleton, Text, VisuallyHidden } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatInteger, formatPercent } from "~/shared/format/format";
import { useLanguage } from "~/shared/i18n/use-language";
import { useListNavigation } from "~/shared/routing/use-list-navigation";
import { useMay } from "~/shared/session/viewer";
import { EmptyState } from "~/shared/ui/empty-state";
import { Filters } from "~/shared/ui/filters";
import { Icon } from "~/shared/ui/icon";
import { BulkDialog } from "../components/bulk-dialog";
import { CustomersHeader } from "../components/customers-header";
import { DecisionBar } from "../components/decision-bar";
import { KeyHelp } from "../components/key-help";
import { PairList } from "../components/pair-list";
import { PairView } from "../components/pair-view";
import type { Decision, MatchFilter } from "../pair";
import { bounds, isOrganization, kinds, queues, type MatchSearch, type Queue } from "../search";
import { useKeys } from "../use-keys";
import { useMatchQueue } from "../use-match-queue";
import { useAccountName } from "../use-names";
import classes from "./match-page.module.css";

const states: Record<Queue, Pick<MatchFilter, "states" | "automatic">> = {
  open: { states: ["OPEN"] },
  skipped: { states: ["SKIPPED"] },
  decided: { states: ["LINKED", "DIFFERENT"], automatic: false },
  automatic: { states: ["LINKED"], automatic: true },
};

const filterOf = (search: MatchSearch): MatchFilter => ({
  ...states[search.queue ?? "open"],
  isOrganization: isOrganization(search.kind),
  minProbability: search.sure ? String(Number(search.sure) / 100) : null,
});

const route = getRouteApi("/shell/customers/matches");

/** The match queue: one pair of accounts after the other, decided by single keys or by buttons. */
export function MatchPage() {
  const { t } = useTranslation(["customers", "common"]);
  const language = useLanguage();
  const search = route.useSearch();
  const go = useListNavigation();
  const decides = useMay()("customer", "match");
  const bulk = decides && (search.queue ?? "open") === "open";
  return (
    <>
      <CustomersHeader
        title={t("common:nav.matches")}
        lead={t("customers:matches.lead")}
        actions={
          <>
            <Button variant="subtle" color="gray" leftSection={<Icon name="info" />} aria-keyshortcuts="?" onClick={() => go.dialog("help")}>
              {t("customers:matches.keys")}
            </Button>
            {bulk && (
              <Button variant="default" leftSection={<Icon name="link" />} onClick={() => go.dialog("bulk")}>
                {t("customers:bulk.open")}
              </Button>
            )}
          </>
        }
      />
      <Filters label={t("customers:matches.filters")}>
        <NativeSelect
          aria-label={t("customers:matches.which")}
          value={search.queue ?? "open"}
          data={queues.map((queue) => ({ value: queue, label: t(`customers:queue.${queue}`) }))}
          onChange={(event) => go.filter({ queue: event.currentTarget.value === "open" ? undefined : event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={t("customers:kind")}
          value={search.kind ?? ""}
          data={[{ value: "", label: t("customers:kind.any") }, ...kinds.map((kind) => ({ value: kind, label: t(`customers:kind.${kind}s`) }))]}
          onChange={(event) => go.filter({ kind: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          aria-label={t("customers:matches.howSure")}
          value={search.sure ?? ""}
          data={[{ value: "", label: t("customers:matches.anySure") }, ...bounds.map((bound) => ({ value: bound, label: t("customers:matches.atLeast", { percent: formatPercent(bound, language) }) }))]}
          onChange={(event) => go.filter({ sure: event.currentTarget.value || undefined })}
        />
      </Filters>
      <Queues search={search} decides={decides} bulk={bulk} />
    </>
  );
}

function Queues({ search, decides, bulk }: { search: MatchSearch; decides: boolean; bulk: boolean }) {
  const { t } = useTranslation(["customers", "common"]);
  const language = useLanguage();
  const go = useListNavigation();
  const accountName = useAccountName();
  const queue = useMatchQueue(filterOf(search));
  const [keysOn, setKeysOn] = useLocalStorage({ key: "portal-match-keys", defaultValue: true });
  const [said, setSaid] = useState("");
  const { current, index, pairs } = queue;

  const decide = async (decision: Exclude<Decision, "UNDO">) => {
    if (!decides || !current) return;
    const names = { first: accountName(current.first), second: accountName(current.second) };
    if (await queue.decide(decision)) setSaid(t(`customers:matches.said.${decision}`, names));
  };
  const undo = async () => {
    if (!decides || !canUndo) return;
    const pair = await queue.undo();
    if (pair) setSaid(t("customers:matches.said.UNDO", { first: accountName(pair.first), second: accountName(pair.second) }));
  };
  const canUndo = queue.canUndo || (current !== undefined && current.state !== "OPEN");
  const acts = { link: () => void decide("LINK"), different: () => void decide("DIFFERENT"), skip: () => void decide("SKIP"), undo: () => void undo(), next: () => queue.step(1), previous: () => queue.step(-1) };
  useKeys(
    {
      l: acts.link,
      n: acts.different,
      s: acts.skip,
      u: acts.undo,
      j: acts.next,
      k: acts.previous,
      arrowdown: acts.next,
      arrowright: acts.next,
      arrowup: acts.previous,
      arrowleft: acts.previous,
      "?": () => go.dialog("help"),
    },
    keysOn,
  );

  const dialogs = (
    <>
      {search.dialog === "help" && <KeyHelp on={keysOn} onSwitch={setKeysOn} onClose={() => go.dialog(undefined)} />}
      {search.dialog === "bulk" && bulk && (
        <BulkDialog
          kind={search.kind}
          sure={search.sure}
          onClose={() => go.dialog(undefined)}
          onDone={() => {
            go.dialog(undefined);
            queue.reload();
          }}
        />
      )}
    </>
  );
  if (!queue.loaded) return <Skeleton height={420} radius="lg" />;
  if (queue.error && pairs.length === 0) return <FaultAlert fault={faultFrom(queue.error)} onRetry={queue.reload} />;
  if (!current) {
    const narrowed = Boolean(search.kind || search.sure);
    return (
      <>
        <EmptyState icon="check" title={t(narrowed ? "customers:matches.noneFound" : `customers:queue.${search.queue ?? "open"}.none`)} hint={t(narrowed ? "customers:matches.noneFoundHint" : `customers:queue.${search.queue ?? "open"}.noneHint`)} />
        {dialogs}
      </>
    );
  }
  const finished = !queue.more && pairs.every((pair) => queue.decided.has(pair.id));
  return (
    <div className={classes["layout"]}>
      <div className={classes["aside"]}>
        <Text size="sm" c="dimmed">
          {t("customers:matches.place", { index: formatInteger(index + 1, language), total: formatInteger(queue.total, language), count: queue.total })}
          {queue.decided.size > 0 && ` · ${t("customers:matches.done", { count: queue.decided.size, done: formatInteger(queue.decided.size, language) })}`}
        </Text>
        <PairList pairs={pairs} currentId={current.id} decided={queue.decided} onChoose={queue.goTo} />
      </div>
      <div className={classes["main"]}>
        {queue.fault && <FaultAlert fault={queue.fault} />}
        {finished && (
          <Text fw={600} role="status">
            {t("customers:matches.finished")}
          </Text>
        )}
        <PairView pair={current} />
        {decides ? (
          <DecisionBar state={current.state} canUndo={canUndo} onLink={acts.link} onDifferent={acts.different} onSkip={acts.skip} onUndo={acts.undo} onNext={acts.next} onPrevious={acts.previous} />
        ) : (
          <Text size="sm" c="dimmed">
            {t("customers:matches.readOnly")}
          </Text>
        )}
      </div>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {dialogs}
    </div>
  );
}
