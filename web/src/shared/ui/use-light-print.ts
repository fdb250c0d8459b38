import { useEffect } from "react";

const attribute = "data-mantine-color-scheme";

/** Prints in the light scheme, whichever is on the screen: dark paper is nobody's wish. */
export function useLightPrint(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    const begin = () => {
      before ??= root.getAttribute(attribute);
      root.setAttribute(attribute, "light");
    };
    const end = () => {
      if (before !== null) root.setAttribute(attribute, before);
      before = null;
    };
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      end();
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
}
