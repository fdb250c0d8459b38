import { Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { formatDate, formatMoney } from "~/shared/format/format";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { ConfirmDialog } from "~/shared/ui/confirm-dialog";
import { notifyDone } from "~/shared/ui/notify";
import { registrationFragment, type Registration } from "../registration";

const linesQuery = graphql(`
  query RegistrationSales($filter: SaleFilter, $sort: SaleSort) {
    saleLines(filter: $filter, sort: $sort, first: 20) {
      edges { node { id invoiceNumber lineNumber saleDate quantity netAmount { amount currency } product { id code name { default zhHant zhHans } } } }
    }
  }
`);

const convertMutation = graphql(
  `
    mutation ConvertRegistration($input: ConvertRegistrationInput!) {
      convertRegistration(input: $input) {
        registration { ...Registration }
      }
    }
  `,
  [registrationFragment],
);

/** Says which sale a registration became: one of the lines to this customer in this product line. */
export function ConvertDialog({ registration, onClose }: { registration: Registration; onClose: () => void }) {
  const { t } = useTranslation("registrations");
  const language = useLanguage();
  const localName = useLocalName();
  const [line, setLine] = useState("");
  const [fault, setFault] = useState<Fault>();
  const [{ data, error, fetching: reading }, again] = useQuery({
    query: linesQuery,
    variables: {
      filter: { distributorId: registration.distributor.id, accountId: registration.account?.id ?? null, productLineId: registration.productLine.id, returns: false },
      sort: { field: "SALE_DATE", direction: "DESC" },
    },
    requestPolicy: "cache-and-network",
  });
  const [{ fetching }, convert] = useMutation(convertMutation);
  const lines = data?.saleLines.edges.map((edge) => edge.node);
  const confirm = async () => {
    const result = await convert({ input: { registrationId: registration.id, saleLineId: line } });
    if (result.data) {
      notifyDone(t("convert.done"));
      onClose();
    } else setFault(result.error && faultFrom(result.error));
  };
  return (
    <ConfirmDialog opened onClose={onClose} title={t("convert.title")} confirmLabel={t("convert.confirm")} onConfirm={() => void confirm()} busy={fetching} disabled={!line} fault={fault}>
      <Text size="sm">{t("convert.hint")}</Text>
      {error && !lines && <FaultAlert fault={faultFrom(error)} retrying={reading} onRetry={() => again({ requestPolicy: "network-only" })} />}
      {!lines && !error && <Skeleton height={120} radius="md" />}
      {lines?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("convert.none")}
        </Text>
      )}
      {lines && lines.length > 0 && (
        <Radio.Group label={t("convert.line")} value={line} onChange={setLine}>
          <Stack gap={8} mt={6}>
            {lines.map((one) => (
              <Radio
                key={one.id}
                value={one.id}
                label={`${one.invoiceNumber} · ${formatDate(one.saleDate, language)}`}
                description={`${localName(one.product.name)} · ${formatMoney(one.netAmount, language)}`}
              />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </ConfirmDialog>
  );
}
