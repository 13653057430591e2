/** A plugin of Vite and Rolldown that takes what is said of the plan from another folder; idle without one. */
export function planFolderPlugin(
  root: string,
  folder: string | undefined,
): {
  name: string;
  enforce: "pre";
  resolveId(source: string, importer: string | undefined): string | null;
};
