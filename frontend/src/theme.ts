// Loaded before the first paint, blocking, and therefore tiny.
import { applyTheme, rememberedTheme } from "./parts/theme";

applyTheme(rememberedTheme());
