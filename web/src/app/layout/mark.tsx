import { Group, Text } from "@mantine/core";
import classes from "./mark.module.css";

/** The seal and the name. The name is the same in every language. */
export function Mark() {
  return (
    <Group gap={10} wrap="nowrap">
      <span aria-hidden="true" lang="zh-Hant" className={classes["seal"]}>
        {"通"}
      </span>
      <Text component="span" fw={700} size="lg" className={classes["name"]}>
        {"Tonglu"}
      </Text>
    </Group>
  );
}
