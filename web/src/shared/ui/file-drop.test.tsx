import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { draw } from "~/shared/testing/render";
import { FileDrop } from "./file-drop";

const file = new File(["a,b"], "sales.csv", { type: "text/csv" });
const words = { title: "Drop it", hint: "CSV", buttonLabel: "Choose", accept: ".csv" };

it("takes a dropped file", async () => {
  const onFile = vi.fn();
  await draw(<FileDrop {...words} onFile={onFile} />);
  fireEvent.drop(screen.getByText("Drop it"), { dataTransfer: { files: [file] } });
  expect(onFile).toHaveBeenCalledWith(file);
});

it("opens the chooser by keyboard", async () => {
  await draw(<FileDrop {...words} onFile={vi.fn()} />);
  const click = vi.spyOn(HTMLInputElement.prototype, "click");
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe("Choose");
  await userEvent.keyboard("{Enter}");
  expect(click).toHaveBeenCalled();
});

it("takes nothing while it is disabled", async () => {
  const onFile = vi.fn();
  await draw(<FileDrop {...words} disabled onFile={onFile} />);
  fireEvent.drop(screen.getByText("Drop it"), { dataTransfer: { files: [file] } });
  expect(onFile).not.toHaveBeenCalled();
});
