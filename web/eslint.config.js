import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** Refuses imports of the given places, with the law that forbids them. */
const forbid = (patterns, message) => ({
  "no-restricted-imports": ["error", { patterns: patterns.map((regex) => ({ regex, message })) }],
});

const law = "Import law: app → features → shared; no feature imports another.";

export default tseslint.config(
  { ignores: ["dist/", "src/gql/", "e2e/out/", "public/"] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  jsxA11y.flatConfigs.recommended,
  reactHooks.configs.flat["recommended-latest"],
  {
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/no-empty-function": "off",
      eqeqeq: ["error", "always"],
      "no-console": "error",
    },
  },
  {
    // No words in code: text in JSX comes from t().
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.tsx"],
    rules: {
      "no-restricted-syntax": ["error", { selector: "JSXText[value=/[\\p{L}]{2,}/u]", message: "Text for people comes from t(), see src/shared/i18n." }],
      // Roles are spelt out on the table whose phone layout takes them away.
      "jsx-a11y/no-redundant-roles": ["error", { table: ["table"], tr: ["row"], td: ["cell"], thead: ["rowgroup"], tbody: ["rowgroup"], th: ["columnheader"] }],
      "jsx-a11y/no-interactive-element-to-noninteractive-role": ["error", { tr: ["row"], td: ["cell"], th: ["columnheader", "rowheader"], table: ["table"] }],
    },
  },
  { files: ["src/shared/**"], rules: forbid(["^~/(app|features)/", "/(app|features)/"], law) },
  { files: ["src/features/**"], rules: forbid(["^~/(app|features)/", "^(\\.\\./){2,}"], law) },
  { files: ["scripts/**", "tools/**", "e2e/**", "*.config.*"], rules: { "no-console": "off" } },
);
