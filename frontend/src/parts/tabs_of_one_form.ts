import type { Entries } from "./pending";

type Heard = (entries: Entries, versions: Record<string, number>) => void;

/** Tells the other tabs with the same form what was saved here, and hears the same of them. */
export class Tabs {
  private readonly channel: BroadcastChannel | null;

  constructor(address: string, heard: Heard) {
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`courseware.saved.${address}`) : null;
    this.channel?.addEventListener("message", ({ data }) => heard(data.entries, data.versions));
  }

  tell(entries: Entries, versions: Record<string, number>): void {
    this.channel?.postMessage({ entries, versions });
  }
}
