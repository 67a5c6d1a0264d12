// Two submissions side by side: both sides go to a match together, by a click or the keys n and p.
import { startMatches } from "./parts/matches";

startMatches(document);
