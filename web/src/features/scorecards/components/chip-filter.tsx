import { Chip, Group } from "@mantine/core";

interface Props {
  label: string;
  choices: readonly { value: string; label: string }[];
  value: readonly string[] | undefined;
  onChange(value: string[] | undefined): void;
}

/** A few choices, any number of which may hold; none means all. */
export function ChipFilter({ label, choices, value = [], onChange }: Props) {
  return (
    <Group gap={6} role="group" aria-label={label}>
      <Chip.Group multiple value={[...value]} onChange={(next) => onChange(next.length > 0 ? next : undefined)}>
        {choices.map((choice) => (
          <Chip key={choice.value} value={choice.value} size="sm" radius="md">
            {choice.label}
          </Chip>
        ))}
      </Chip.Group>
    </Group>
  );
}
