/** Light or dark: as the system is, or as chosen. */

import { recall } from "./storage.js";

/** The choices there are. */
export const THEMES = ["auto", "light", "dark"];

/** Apply what was chosen. */
export function applyTheme() {
  const theme = recall("theme", "auto");
  document.documentElement.dataset.theme = THEMES.includes(theme) ? theme : "auto";
}
