import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ProductStatus } from "../product";

/** Whether a product is sold now, in words and a colour. */
export function ProductStatusBadge({ status }: { status: ProductStatus }) {
  const { t } = useTranslation("products");
  return <Badge color={status === "ACTIVE" ? "jade" : "gray"}>{t(`status.${status}`)}</Badge>;
}
