import { Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { faultFrom } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { graphql } from "~/shared/graphql/gql";
import { useLocalName } from "~/shared/i18n/use-language";
import { Icon } from "~/shared/ui/icon";
import { SurveyForm } from "../components/survey-form";
import classes from "./survey-page.module.css";

const surveyQuery = graphql(`
  query Survey($token: String!) {
    survey(token: $token) { name { default zhHant zhHans } brandName }
  }
`);

const route = getRouteApi("/public/survey/$token");

/** What a customer sees at a survey link, without a login. A link that is unknown, used, revoked or over is all one. */
export function SurveyPage() {
  const { t } = useTranslation("feedback");
  const localName = useLocalName();
  const { token } = route.useParams();
  const [{ data, error, fetching }, again] = useQuery({ query: surveyQuery, variables: { token } });
  const [ended, setEnded] = useState<"thanked" | "dead">();
  const survey = data?.survey;
  const name = survey ? localName(survey.name) : "";
  const dead = ended === "dead" || (data !== undefined && !survey && !ended);
  useDocumentTitle(`${t(ended === "thanked" ? "survey.thanks" : dead ? "survey.dead" : "survey.title")} · Tonglu`);
  return (
    <main className={classes["page"]} id="main">
      <Paper className={classes["card"]} p={{ base: "lg", sm: "xl" }} bg="var(--portal-surface)">
        {ended === "thanked" ? (
          <Said icon="check" title={t("survey.thanks")} hint={t("survey.thanksHint")} moved />
        ) : dead ? (
          <Said icon="info" title={t("survey.dead")} hint={t("survey.deadHint")} moved={ended === "dead"} />
        ) : (
          <Stack gap="xl">
            <Stack gap={4}>
              {survey && (
                <Text size="sm" c="dimmed">
                  {survey.brandName}
                </Text>
              )}
              <Title order={1} size="h2">
                {survey ? t("survey.heading", { name }) : t("survey.title")}
              </Title>
              {survey && <Text size="sm">{t("survey.lead")}</Text>}
            </Stack>
            {survey ? (
              <SurveyForm token={token} distributorName={name} brandName={survey.brandName} onDone={() => setEnded("thanked")} onDead={() => setEnded("dead")} />
            ) : error ? (
              <FaultAlert fault={faultFrom(error)} retrying={fetching} onRetry={() => again({ requestPolicy: "network-only" })} />
            ) : (
              <Skeleton height={320} radius="md" />
            )}
          </Stack>
        )}
      </Paper>
    </main>
  );
}

/** The last word of the page; it gets the focus when it takes the place of a form. */
function Said({ icon, title, hint, moved }: { icon: "check" | "info"; title: string; hint: string; moved: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (moved) heading.current?.focus();
  }, [moved]);
  return (
    <Stack gap="sm" align="center" ta="center" py="lg">
      <Text c={icon === "check" ? "var(--portal-good)" : "dimmed"} component="span">
        <Icon name={icon} size={48} />
      </Text>
      <Title order={1} size="h2" tabIndex={-1} ref={heading}>
        {title}
      </Title>
      <Text>{hint}</Text>
    </Stack>
  );
}
