import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { beforeAll, expect, it, vi } from "vitest";
import common from "~/shared/i18n/locales/en/common.json";
import targets from "~/shared/i18n/locales/en/targets.json";
import { TargetCell } from "./target-cell";

beforeAll(async () => {
  await i18next.use(initReactI18next).init({ lng: "en", defaultNS: "common", keySeparator: false, resources: { en: { common, targets } } });
});

const draw = (onSet: (amount: string | null) => Promise<string | undefined>) =>
  render(
    <MantineProvider>
      <TargetCell label="North, Q1" amount={{ amount: "1200.0000", origin: "set" }} editable onSet={onSet} />
    </MantineProvider>,
  );

it("saves what is typed with Enter, in full-width digits, too", async () => {
  const onSet = vi.fn().mockResolvedValue(undefined);
  draw(onSet);
  await userEvent.click(screen.getByRole("button"));
  await userEvent.clear(screen.getByLabelText("North, Q1"));
  await userEvent.type(screen.getByLabelText("North, Q1"), "１,５００{Enter}");
  expect(onSet).toHaveBeenCalledExactlyOnceWith("1500");
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("Escape leaves it as it is", async () => {
  const onSet = vi.fn();
  draw(onSet);
  await userEvent.click(screen.getByRole("button"));
  await userEvent.type(screen.getByLabelText("North, Q1"), "9{Escape}");
  expect(onSet).not.toHaveBeenCalled();
});

it("blank takes it away, and what the server refuses stays to be mended", async () => {
  const onSet = vi.fn().mockResolvedValue("Closed.");
  draw(onSet);
  await userEvent.click(screen.getByRole("button"));
  await userEvent.clear(screen.getByLabelText("North, Q1"));
  await userEvent.keyboard("{Enter}");
  expect(onSet).toHaveBeenCalledWith(null);
  expect(await screen.findByText("Closed.")).toBeTruthy();
  expect(screen.getByRole("textbox")).toBeTruthy();
});
