// On every page: theme, menus, dialogs, toasts, fragments, times in the reader's zone.
import { startFragments } from "./parts/fragments";
import { startDialogs, startMenus } from "./parts/overlays";
import { startTabs } from "./parts/tabs";
import { startThemeSwitch } from "./parts/theme";
import { showLocalTimes } from "./parts/times";
import { startToasts } from "./parts/toasts";

function enliven(root: ParentNode): void {
  showLocalTimes(root);
  startTabs(root);
}

startThemeSwitch();
startMenus();
startDialogs();
startToasts();
startFragments(enliven);
enliven(document);
