const width = 90;

/** Two bars on top of each other: how much it was, and how much it is then. The numbers stand beside it. */
export function ChangeBar({ before, after, largest }: { before: number; after: number; largest: number }) {
  const length = (value: number) => Math.max(1, (Math.max(0, value) / largest) * width);
  return (
    <svg aria-hidden="true" width={width} height={16} viewBox={`0 0 ${width} 16`} style={{ display: "block", marginInlineStart: "auto", transform: "scaleX(-1)" }}>
      <rect x="0" y="1" width={length(before)} height="6" rx="2" fill="var(--portal-quiet)" />
      <rect x="0" y="9" width={length(after)} height="6" rx="2" fill={after < before ? "var(--portal-seal)" : "var(--mantine-color-anchor)"} />
    </svg>
  );
}
