import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Client, fetchExchange } from "@urql/core";
import { Provider } from "urql";
import { expect, it } from "vitest";
import { draw } from "~/shared/testing/render";
import type { LineSelection } from "../contest";
import { LinePicker } from "./line-picker";

/** Draws the picker, and gives which breaches the server was asked for. */
async function pick(held: LineSelection["held"], value?: string) {
  const asked: unknown[] = [];
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  const client = new Client({
    url: "http://portal.test/graphql",
    preferGetMethod: false,
    exchanges: [fetchExchange],
    fetch: (async (_url: unknown, init: RequestInit) => {
      const { variables } = JSON.parse(String(init.body)) as { variables: { filter?: { breach: unknown } } };
      if (variables.filter) asked.push(variables.filter.breach);
      return new Response(JSON.stringify({ data: { saleLines: { edges: [], pageInfo, totalCount: 0 }, node: null } }), { headers: { "Content-Type": "application/json" } });
    }) as typeof fetch,
  });
  const selection = { distributorId: "dst_1", from: "2026-07-01", until: "2026-07-31", returns: null, held };
  await draw(
    <Provider value={client}>
      <LinePicker selection={selection} value={value} onChange={() => undefined} error={undefined} />
    </Provider>,
  );
  await screen.findByRole("status");
  return asked;
}

it("offers lines in breach first, where a metric holds some against the distributor, and all on demand", async () => {
  const asked = await pick("PRICE");
  expect(screen.getByRole("status").textContent).toBe("No line is held against you now.");
  await userEvent.click(screen.getByRole("radio", { name: "All lines" }));
  await waitFor(() => expect(asked).toEqual(["PRICE", null]));
});

it("offers all lines where none is held, and when one was chosen elsewhere", async () => {
  expect(await pick(null)).toEqual([null]);
  expect(screen.queryByRole("radio", { name: "Lines in breach" })).toBeNull();
  expect(await pick("PRICE", "lin_1")).toEqual([null]);
});
