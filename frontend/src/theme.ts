// Loaded before the first paint, blocking, and therefore tiny.
import { applySizes, rememberedSizes } from "./parts/panes";
import { applyTheme, rememberedTheme } from "./parts/theme";

applyTheme(rememberedTheme());
applySizes(rememberedSizes());
