import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

// Ink on paper with a seal: warm greys, jade for what one may do, vermilion for what needs attention. Shade 7 carries
// text and fills on light, 8 fills on dark; both pass AA against white.
const jade: MantineColorsTuple = ["#eef7f4", "#d9ece6", "#b3dacd", "#88c6b3", "#61b39b", "#419882", "#2a7f6b", "#196b59", "#135849", "#0b4237"];
const vermilion: MantineColorsTuple = ["#fcf1ee", "#f8e0d9", "#f0beb1", "#e79b88", "#de7c64", "#cb5a40", "#b3402a", "#9a3421", "#83291a", "#641b10"];
const amber: MantineColorsTuple = ["#fdf6e6", "#f8e9c4", "#f0d48d", "#e6bd57", "#d5a22b", "#b27f0d", "#8a5f00", "#744f00", "#5f4000", "#472f00"];
const indigo: MantineColorsTuple = ["#eff4fa", "#dce8f4", "#b7d0e8", "#8eb5da", "#689bcb", "#4781b8", "#2f679d", "#245483", "#1b436a", "#123150"];
const paper: MantineColorsTuple = ["#f9f8f5", "#f2f0ec", "#e7e4de", "#d9d5cd", "#c3beb4", "#9b958b", "#6a655d", "#54504a", "#393632", "#24221f"];
const ink: MantineColorsTuple = ["#dde1df", "#c0c7c4", "#9ea8a4", "#7a8581", "#424c49", "#353d3b", "#272e2c", "#1c2221", "#161b1a", "#101413"];

const dialog = { title: { fontWeight: 650, fontSize: "1.1rem", lineHeight: 1.35 }, content: { backgroundColor: "var(--portal-surface)" }, header: { backgroundColor: "var(--portal-surface)" } };
// A dialog's header is no banner of the page.
const inDialog = { header: { role: "presentation" } };

export const theme = createTheme({
  primaryColor: "jade",
  primaryShade: { light: 7, dark: 8 },
  colors: { jade, green: jade, red: vermilion, yellow: amber, orange: amber, blue: indigo, gray: paper, dark: ink },
  black: "#1f1e1b",
  autoContrast: false,
  defaultRadius: "md",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "12px", xl: "20px" },
  fontFamily: "var(--portal-font)",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: {
    fontFamily: "var(--portal-font)",
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.6rem", lineHeight: "1.25" }, h2: { fontSize: "1.2rem", lineHeight: "1.35" }, h3: { fontSize: "1rem", lineHeight: "1.4" } },
  },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Paper: { defaultProps: { withBorder: true, radius: "lg" } },
    Modal: { defaultProps: { centered: true, radius: "lg", attributes: inDialog }, styles: dialog },
    Drawer: { defaultProps: { position: "right", attributes: inDialog }, styles: dialog },
    Tooltip: { defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: true } } },
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none", miw: "max-content" } },
    // A phone shows two filters beside each other: the arrow takes no more than it needs.
    NativeSelect: { defaultProps: { rightSectionWidth: 26 } },
    // It opens when it is asked to, by a click, an arrow or a letter, not because the focus passes through it.
    Select: { defaultProps: { checkIconPosition: "right", openOnFocus: false } },
    MultiSelect: { defaultProps: { openOnFocus: false } },
  },
});

/** Light fills of the dark scheme: Mantine's own are darker than the surface they lie on. */
const tints = Object.fromEntries(
  Object.entries({ jade, green: jade, red: vermilion, yellow: amber, orange: amber, blue: indigo, gray: paper }).flatMap(([name, shades]) => [
    [`--mantine-color-${name}-light`, `color-mix(in srgb, ${shades[5]} 24%, #1c2221)`],
    [`--mantine-color-${name}-light-hover`, `color-mix(in srgb, ${shades[5]} 34%, #1c2221)`],
    [`--mantine-color-${name}-light-color`, shades[2]],
  ]),
);

export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f9f8f5",
    "--mantine-color-dimmed": "#625d55",
    "--mantine-color-placeholder": "#736e65",
    "--mantine-color-error": "#9a3421",
    "--mantine-color-anchor": "#196b59",
    "--portal-surface": "#ffffff",
    "--portal-line": "#e7e4de",
    "--portal-good": "#196b59",
    "--portal-bad": "#9a3421",
    "--portal-seal": "#b3402a",
    "--portal-track": "#e7e4de",
    "--portal-quiet": "#9b958b",
  },
  dark: {
    ...tints,
    "--mantine-color-body": "#161b1a",
    "--mantine-color-dimmed": "#a5aeab",
    "--mantine-color-placeholder": "#8e9894",
    "--mantine-color-error": "#e79b88",
    "--mantine-color-anchor": "#88c6b3",
    "--portal-surface": "#1c2221",
    "--portal-line": "#353d3b",
    "--portal-good": "#88c6b3",
    "--portal-bad": "#e79b88",
    "--portal-seal": "#de7c64",
    "--portal-track": "#353d3b",
    "--portal-quiet": "#7a8581",
  },
});
