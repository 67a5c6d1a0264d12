// On every page: theme, menus, dialogs, search, toasts, sorting, copying, fragments, security tokens, times in the reader's zone.
import { startCopying } from "./parts/copying";
import { startTokens } from "./parts/csrf";
import { startFragments } from "./parts/fragments";
import { startDialogs, startMenus } from "./parts/overlays";
import { startPalette } from "./parts/palette";
import { startScrollers } from "./parts/scrollers";
import { startSorting } from "./parts/sorting";
import { startTabs } from "./parts/tabs";
import { startThemeField, startThemeSwitch } from "./parts/theme";
import { showLocalTimes, tellZone } from "./parts/times";
import { startToasts } from "./parts/toasts";

function enliven(root: ParentNode): void {
  showLocalTimes(root);
  startTabs(root);
  startScrollers(root);
  startSorting(root);
}

tellZone();
startThemeSwitch();
startThemeField();
startMenus();
startDialogs();
startToasts();
startPalette();
startTokens();
startCopying();
startFragments(enliven);
enliven(document);
