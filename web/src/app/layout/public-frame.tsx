import { Group } from "@mantine/core";
import { Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { LanguageMenu } from "./language-menu";
import { Mark } from "./mark";
import { SchemeButton } from "./scheme-button";

/** The frame of the pages outside the shell: language and scheme can be chosen before login. */
export function PublicFrame() {
  return (
    <>
      <Group component="header" justify="space-between" p="md">
        <Mark />
        <Group gap={6}>
          <LanguageMenu />
          <SchemeButton />
        </Group>
      </Group>
      <Suspense>
        <Outlet />
      </Suspense>
    </>
  );
}
