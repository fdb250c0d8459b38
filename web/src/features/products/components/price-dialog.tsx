import { Alert, Checkbox, List, NativeSelect, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { useFormFaults } from "~/shared/fault/use-form-faults";
import { readDecimal } from "~/shared/format/decimal";
import { formatDate } from "~/shared/format/format";
import { DateText, MoneyText, NameText } from "~/shared/format/text";
import { graphql } from "~/shared/graphql/gql";
import { useLanguage } from "~/shared/i18n/use-language";
import { channelTypes, type ChannelType } from "~/shared/lines/channel-types";
import { ProductSelect } from "~/shared/pickers/product-select";
import { useViewer } from "~/shared/session/viewer";
import { DateField } from "~/shared/ui/date-field";
import { FormDialog } from "~/shared/ui/form-dialog";
import { Icon } from "~/shared/ui/icon";
import { notifyDone } from "~/shared/ui/notify";
import { meets, policyFragment, shiftDay, type Policy } from "../product";

const knownQuery = graphql(
  `
    query PoliciesOfProduct($filter: PricePolicyFilter) {
      pricePolicies(filter: $filter, first: 100) {
        edges { node { ...PolicyFacts } }
      }
    }
  `,
  [policyFragment],
);

const setMutation = graphql(
  `
    mutation SetPricePolicy($input: SetPricePolicyInput!) {
      setPricePolicy(input: $input) {
        pricePolicy { ...PolicyFacts }
      }
    }
  `,
  [policyFragment],
);

interface Props {
  /** The product, where it is known. */
  product?: Policy["product"] | undefined;
  /** The policy to change; its product, channel type and first day stay. */
  policy?: Policy | undefined;
  onClose(): void;
}

/** Sets a price policy. What it would replace or overlap is told before the server is asked. */
export function PriceDialog({ product, policy, onClose }: Props) {
  const { t } = useTranslation(["products", "common"]);
  const language = useLanguage();
  const { today, baseCurrency } = useViewer();
  const [{ fetching }, set] = useMutation(setMutation);
  const [endEarlier, setEndEarlier] = useState(true);
  const form = useForm({
    initialValues: {
      productId: policy?.product.id ?? product?.id,
      channelType: (policy?.channelType ?? "") as ChannelType | "",
      from: (policy?.from ?? today) as string | null,
      until: policy?.until ?? null,
      listPrice: policy?.listPrice.amount ?? "",
      floorPrice: policy?.floorPrice?.amount ?? "",
      currency: policy?.listPrice.currency ?? baseCurrency,
    },
    validate: {
      productId: (value) => (value ? null : t("products:need.product")),
      from: (value) => (value ? null : t("products:need.from")),
      until: (value, { from }) => (value && from && value < from ? t("products:need.untilLater") : null),
      listPrice: (value) => (readDecimal(value) === undefined ? t("products:need.number") : null),
      floorPrice: (value) => (value.trim() === "" || readDecimal(value) !== undefined ? null : t("products:need.number")),
      currency: (value) => (/^[a-z]{3}$/i.test(value.trim()) ? null : t("products:need.currency")),
    },
  });
  const faults = useFormFaults(form);
  const { productId, channelType, from, until } = form.values;
  const [{ data }] = useQuery({ query: knownQuery, variables: { filter: { productId } }, pause: !productId });
  const known = productId && data ? data.pricePolicies.edges.map((edge) => edge.node) : [];
  const { replaced, overlaps } = meets({ channelType: channelType || null, from, until }, known);
  // One that began earlier can be ended the day before; anything else in the way needs other days.
  const [first] = overlaps;
  const endable = overlaps.length === 1 && first && from && first.from < from ? first : undefined;
  const channelName = (type: ChannelType | null) => (type ? t(`common:channel.${type}`) : t("products:prices.anyChannel"));

  const submit = form.onSubmit(async (values) => {
    faults.show(undefined);
    const day = values.from ?? today;
    if (endable && endEarlier) {
      const earlier = { productId: endable.product.id, channelType: endable.channelType, from: endable.from, until: shiftDay(day, -1), listPrice: endable.listPrice.amount, floorPrice: endable.floorPrice?.amount ?? null, currency: endable.listPrice.currency };
      const ended = await set({ input: earlier });
      if (ended.error) {
        faults.show(ended.error);
        return;
      }
    }
    const result = await set({
      input: {
        productId: values.productId ?? "",
        channelType: values.channelType || null,
        from: day,
        until: values.until,
        listPrice: readDecimal(values.listPrice) ?? "",
        floorPrice: readDecimal(values.floorPrice) ?? null,
        currency: values.currency.trim().toUpperCase(),
      },
    });
    if (result.data) {
      notifyDone(t("products:prices.saved"));
      onClose();
    } else faults.show(result.error);
  });
  return (
    <FormDialog title={policy ? t("products:prices.edit") : t("products:prices.set")} onClose={onClose} onSubmit={submit} busy={fetching} fault={faults.fault} size="lg">
      {(policy ?? product) ? (
        <Text fw={600}>
          <NameText value={(policy?.product ?? product)!.name} /> · {(policy?.product ?? product)!.code}
        </Text>
      ) : (
        <ProductSelect label={t("products:product")} value={productId} onChange={(id) => form.setFieldValue("productId", id)} error={form.errors["productId"] as string | undefined} />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <NativeSelect label={t("products:channel")} disabled={policy !== undefined} data={[{ value: "", label: t("products:prices.anyChannel") }, ...channelTypes.map((type) => ({ value: type, label: t(`common:channel.${type}`) }))]} {...form.getInputProps("channelType")} />
        <TextInput label={t("products:currency")} maxLength={3} withAsterisk {...form.getInputProps("currency")} />
        <DateField label={t("products:from")} disabled={policy !== undefined} withAsterisk {...form.getInputProps("from")} value={from} onChange={(date) => form.setFieldValue("from", date)} />
        <DateField label={t("products:until")} description={t("products:untilHint")} clearable {...form.getInputProps("until")} value={until} onChange={(date) => form.setFieldValue("until", date)} />
        <TextInput label={t("products:listPrice")} inputMode="decimal" withAsterisk {...form.getInputProps("listPrice")} />
        <TextInput label={t("products:floorPrice")} description={t("products:floorHint")} inputMode="decimal" {...form.getInputProps("floorPrice")} />
      </SimpleGrid>
      {!policy && replaced && (
        <Alert color="blue" icon={<Icon name="info" />} title={t("products:prices.replaces", { day: formatDate(replaced.from, language) })}>
          <PolicyLine policy={replaced} channel={channelName(replaced.channelType)} />
        </Alert>
      )}
      {overlaps.length > 0 && (
        <Alert color="yellow" icon={<Icon name="alert" />} title={t("products:prices.inTheWay", { count: overlaps.length })} role="status">
          <List size="sm" mb={endable ? "xs" : 0}>
            {overlaps.map((one) => (
              <List.Item key={one.id}>
                <PolicyLine policy={one} channel={channelName(one.channelType)} />
              </List.Item>
            ))}
          </List>
          {endable && from ? (
            <Checkbox checked={endEarlier} onChange={(event) => setEndEarlier(event.currentTarget.checked)} label={t("products:prices.endEarlier", { day: formatDate(shiftDay(from, -1), language) })} />
          ) : (
            t("products:prices.otherDays")
          )}
        </Alert>
      )}
    </FormDialog>
  );
}

function PolicyLine({ policy, channel }: { policy: Policy; channel: string }) {
  const { t } = useTranslation("products");
  return (
    <>
      {channel} · <DateText value={policy.from} /> – {policy.until ? <DateText value={policy.until} /> : t("noEnd")} · <MoneyText value={policy.listPrice} />
    </>
  );
}
