import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { faultFrom, type Fault } from "~/shared/fault/fault";
import { graphql } from "~/shared/graphql/gql";
import { upload } from "~/shared/upload/upload";
import { reportFragment } from "./report";

const createMutation = graphql(
  `
    mutation CreateSalesReport($input: CreateSalesReportInput!) {
      createSalesReport(input: $input) {
        salesReport { ...Report }
      }
    }
  `,
  [reportFragment],
);

type Sending = { kind: "idle" } | { kind: "sending"; file: File; share: number } | { kind: "failed"; file: File; fault: Fault };

/** Uploads a file, makes a report of it and goes to the report's page, where the rest happens and survives a reload. */
export function useSendFile(distributorId: string | undefined) {
  const [sending, setSending] = useState<Sending>({ kind: "idle" });
  const [, create] = useMutation(createMutation);
  const navigate = useNavigate();
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const send = useCallback(
    async (file: File) => {
      const controller = new AbortController();
      abort.current = controller;
      setSending({ kind: "sending", file, share: 0 });
      const answer = await upload(file, (share) => setSending({ kind: "sending", file, share }), controller.signal);
      if (answer.kind === "aborted") return setSending({ kind: "idle" });
      if (answer.kind === "failed") return setSending({ kind: "failed", file, fault: answer.fault });
      // The uploaded file's id makes a repeated call give the first answer.
      const result = await create({ input: { fileId: answer.file.id, distributorId: distributorId ?? null, idempotencyKey: `file-${answer.file.id}` } });
      if (!result.data) return setSending(result.error ? { kind: "failed", file, fault: faultFrom(result.error) } : { kind: "idle" });
      setSending({ kind: "idle" });
      await navigate({ to: "/reports/$reportId", params: { reportId: result.data.createSalesReport.salesReport.id } });
    },
    [create, distributorId, navigate],
  );
  return { sending, send: (file: File) => void send(file), stop: () => abort.current?.abort() };
}
