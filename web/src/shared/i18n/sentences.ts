import type { Language } from "./languages";

/** Sentences one after the other: with a space between them, which Chinese does without. Empty ones are left out. */
export const sentences = (language: Language, ...all: readonly (string | false | 0)[]): string => all.filter(Boolean).join(language === "en" ? " " : "");
