import { Button, Group, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "~/shared/ui/icon";
import { ButtonLink } from "~/shared/ui/link";
import { mostCompared } from "../compare";
import { packUrl } from "../pack";

interface Props {
  chosen: readonly string[];
  period: string;
  onClear(): void;
}

/** How many distributors are chosen, and what to do with them. Nothing while none is. */
export function PickBar({ chosen, period, onClear }: Props) {
  const { t } = useTranslation("scorecards");
  if (chosen.length === 0) return null;
  return (
    <Paper p="sm" mb="sm" bg="var(--portal-surface)">
      <Group gap="sm">
        <Text size="sm" role="status">
          {t("pick.count", { count: chosen.length, most: mostCompared })}
        </Text>
        {chosen.length > 1 && (
          <ButtonLink size="xs" to="/scorecards/compare" search={{ period, pick: [...chosen] }} leftSection={<Icon name="chart" size={14} />}>
            {t("pick.compare")}
          </ButtonLink>
        )}
        <Button size="xs" variant="default" component="a" href={packUrl(period, chosen)} download leftSection={<Icon name="download" size={14} />}>
          {t("take.workbook")}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
          {t("pick.clear")}
        </Button>
      </Group>
    </Paper>
  );
}
