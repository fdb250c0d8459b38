import { useTranslation } from "react-i18next";
import { FigureFrame } from "~/shared/figure/figure-frame";
import { formatDate, formatMoney } from "~/shared/format/format";
import { useLanguage, useLocalName } from "~/shared/i18n/use-language";
import { Panel } from "~/shared/ui/panel";
import type { Evidence } from "../case";
import { pricePairs, type PricePair } from "../prices";
import classes from "./price-panel.module.css";

/** Each price against the floor, or online against offline: a dot against a line. */
export function PricePanel({ evidence, currency }: { evidence: readonly Evidence[]; currency: string }) {
  const { t } = useTranslation("conflicts");
  const language = useLanguage();
  const localName = useLocalName();
  const found = pricePairs(evidence);
  if (!found) return null;
  const rows = found.rows.slice(0, 20);
  const label = t(`prices.${found.kind}.title`);
  const nameOf = ({ id }: PricePair) => {
    const piece = evidence.find((one) => one.id === id);
    return [piece?.product && localName(piece.product.name), piece && formatDate(piece.happenedOn, language)].filter(Boolean).join(" · ");
  };
  const format = (value: number) => formatMoney({ amount: value.toFixed(4), currency }, language);
  const priceName = t(`prices.${found.kind}.price`);
  const againstName = t(`prices.${found.kind}.against`);
  const most = Math.max(...rows.flatMap(({ price, against }) => [price, against]));
  return (
    <Panel title={label} description={t(`prices.${found.kind}.hint`)}>
      <FigureFrame
        label={label}
        axis={t("evidence.what")}
        labels={rows.map(nameOf)}
        series={[
          { name: priceName, values: rows.map(({ price }) => price), as: "bar" },
          { name: againstName, values: rows.map(({ against }) => against), as: "mark" },
        ]}
        format={format}
      >
        <ul className={classes["rows"]}>
          {rows.map((row) => (
            <li key={row.id}>
              <span className={classes["name"]}>{nameOf(row)}</span>
              <svg className={classes["bar"]} viewBox="0 0 100 14" preserveAspectRatio="none">
                <rect x="0" y="3" width={(row.against / most) * 100} height="8" fill="var(--portal-track)" />
                <rect x="0" y="3" width={(Math.max(0, row.price) / most) * 100} height="8" fill={row.price < row.against ? "var(--portal-seal)" : "var(--mantine-color-anchor)"} />
                <rect x={(row.against / most) * 100 - 0.6} y="0" width="1.2" height="14" fill="var(--mantine-color-text)" />
              </svg>
              <span className={classes["value"]}>
                {format(row.price)}
                <span className={classes["against"]}>{format(row.against)}</span>
              </span>
            </li>
          ))}
        </ul>
        <p className={classes["legend"]}>
          <span data-as="price">{priceName}</span>
          <span data-as="against">{againstName}</span>
        </p>
      </FigureFrame>
    </Panel>
  );
}
