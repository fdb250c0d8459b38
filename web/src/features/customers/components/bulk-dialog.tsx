import { NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { formatInteger, formatPercent } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { sentences } from "~/shared/i18n/sentences";
import { useLanguage } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { bounds, isOrganization, type Bound, type Kind } from "../search";

const countQuery = graphql(`
  query SureMatches($filter: MatchFilter) {
    matchCandidates(filter: $filter, first: 1) { totalCount }
  }
`);

const linkMutation = graphql(`
  mutation LinkMatches($input: LinkMatchesInput!) {
    linkMatches(input: $input) { linked left }
  }
`);

/** So many pairs one call links at most. */
const most = 1000;

interface Props {
  kind: Kind | undefined;
  sure: Bound | undefined;
  onClose(): void;
  onDone(): void;
}

/** Links all open pairs above a bound at once, after one question that names their number. */
export function BulkDialog({ kind, sure, onClose, onDone }: Props) {
  const { t } = useTranslation("customers");
  const language = useLanguage();
  const [bound, setBound] = useState<Bound>(sure ?? "95");
  const [fault, setFault] = useState<Fault>();
  const minProbability = String(Number(bound) / 100);
  const [{ data, fetching: counting, error }] = useQuery({ query: countQuery, variables: { filter: { minProbability, isOrganization: isOrganization(kind) } }, requestPolicy: "network-only" });
  const [{ fetching }, link] = useMutation(linkMutation);
  const all = counting ? undefined : data?.matchCandidates.totalCount;
  const count = Math.min(all ?? 0, most);
  const percent = (value: Bound) => formatPercent(value, language);
  const confirm = async () => {
    const result = await link({ input: { minProbability, isOrganization: isOrganization(kind) } });
    const answer = result.data?.linkMatches;
    if (!answer) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(sentences(language, t("bulk.done", { count: answer.linked, linked: formatInteger(answer.linked, language) }), answer.left > 0 && t("bulk.left", { count: answer.left })));
    onDone();
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("bulk.title")}
      confirmLabel={t("bulk.confirm", { count, pairs: formatInteger(count, language) })}
      onConfirm={() => void confirm()}
      busy={fetching}
      disabled={count === 0}
      fault={fault ?? (error && faultFrom(error))}
    >
      <NativeSelect
        label={t("bulk.bound")}
        value={bound}
        data={bounds.map((one) => ({ value: one, label: t("matches.atLeast", { percent: percent(one) }) }))}
        onChange={(event) => setBound(bounds.find((one) => one === event.currentTarget.value) ?? bound)}
      />
      <Text size="sm" role="status">
        {all === undefined
          ? t("bulk.counting")
          : all === 0
            ? t("bulk.none", { percent: percent(bound) })
            : `${t(kind ? `bulk.consequence.${kind}` : "bulk.consequence", { count, pairs: formatInteger(count, language), percent: percent(bound) })}${all > most ? ` ${t("bulk.most", { all: formatInteger(all, language) })}` : ""}`}
      </Text>
      <Text size="sm" c="dimmed">
        {t("bulk.undo")}
      </Text>
    </ConfirmDialog>
  );
}
