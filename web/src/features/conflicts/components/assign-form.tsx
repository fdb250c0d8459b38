import { Button, Group, NumberInput, Radio, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation, useQuery } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { FaultAlert } from "~/shared/fault/fault-alert";
import { useMessageText } from "~/shared/fault/use-fault-text";
import { graphql } from "~/shared/graphql/gql";
import { markFirst } from "~/shared/ui/mark-first";
import { notifyDone } from "~/shared/ui/notify";

const mediatorsQuery = graphql(`
  query CaseMediators($id: ID!) {
    conflict(id: $id) {
      id
      mediators { user { id name role } isEligible obstacle { key params } }
    }
  }
`);

const assignMutation = graphql(`
  mutation AssignMediator($input: AssignMediatorInput!) {
    assignMediator(input: $input) {
      conflict { id state asked mediator { id name } isMediated }
    }
  }
`);

interface Props {
  conflictId: string;
  /** How many parties will learn of the case. */
  parties: number;
  /** Who mediates now. */
  current?: string | undefined;
  /** Whether the parties' time to answer begins with it. */
  begins: boolean;
  onDone(): void;
}

/** Who mediates: those without an interest in the case; the others with the reason why not. */
export function AssignForm({ conflictId, parties, current, begins, onDone }: Props) {
  const { t } = useTranslation(["conflicts", "common"]);
  const messageText = useMessageText();
  const [{ data, error, fetching: reading }, again] = useQuery({ query: mediatorsQuery, variables: { id: conflictId }, requestPolicy: "cache-and-network" });
  const [{ fetching }, assign] = useMutation(assignMutation);
  const [chosen, setChosen] = useState(current ?? "");
  const [days, setDays] = useState<string | number>(3);
  const [fault, setFault] = useState<Fault>();
  const choices = data?.conflict?.mediators;
  const send = async () => {
    const result = await assign({ input: { conflictId, userId: chosen, answerWithinDays: begins ? Number(days) || null : null } });
    if (!result.data) {
      setFault(result.error && faultFrom(result.error));
      return;
    }
    notifyDone(t("conflicts:assign.done", { name: result.data.assignMediator.conflict.mediator?.name ?? "" }));
    onDone();
  };
  if (error && !choices) return <FaultAlert fault={faultFrom(error)} retrying={reading} onRetry={() => again({ requestPolicy: "network-only" })} />;
  if (!choices) return <Skeleton height={120} />;
  return (
    <form
      ref={markFirst}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        {fault && <FaultAlert fault={fault} />}
        <Radio.Group label={t("conflicts:assign.who")} description={t("conflicts:assign.whoHint")} value={chosen} onChange={setChosen}>
          <Stack gap="xs" mt="sm">
            {choices.map(({ user, isEligible, obstacle }) => (
              <Radio key={user.id} value={user.id} disabled={!isEligible} label={t("conflicts:assign.person", { name: user.name, role: t(`common:role.${user.role}`) })} description={obstacle ? messageText(obstacle) : undefined} />
            ))}
          </Stack>
        </Radio.Group>
        {begins && (
          <>
            <NumberInput label={t("conflicts:assign.days")} description={t("conflicts:assign.daysHint")} min={1} max={30} allowDecimal={false} value={days} onChange={setDays} maw={280} />
            <Text size="sm">{t("conflicts:assign.consequence", { count: parties })}</Text>
          </>
        )}
        <Group>
          <Button type="submit" loading={fetching} disabled={!chosen || chosen === current}>
            {t("conflicts:assign.go")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
