import { dateLocale } from "./texts";

/** `Fri 4 Dec, 18:00` in the reader's zone; with the year where it is not this one. */
export function localTime(iso: string, now: Date, zone?: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const parts = new Intl.DateTimeFormat(dateLocale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).formatToParts(at);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  const year = at.getFullYear() === now.getFullYear() ? "" : ` ${part("year")}`;
  const month = part("month").slice(0, 3);
  return `${part("weekday")} ${part("day")} ${month}${year}, ${part("hour")}:${part("minute")}`;
}

/** The zone of the person's profile; `undefined` is the browser's own. */
function chosenZone(): string | undefined {
  return document.documentElement.dataset.zone || undefined;
}

/** Tells the site the browser's zone, so that from the next page on times come in it and nothing moves. */
export function tellZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || document.cookie.split("; ").includes(`zone=${zone}`)) return;
  document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
}

/** Rewrites `<time data-local>`; what the server wrote stays as its title. */
export function showLocalTimes(root: ParentNode): void {
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-local]")) {
    const text = localTime(time.dateTime, new Date(), chosenZone());
    if (!text) continue;
    time.title = (time.textContent ?? "").trim();
    time.textContent = text;
    delete time.dataset.local;
  }
}
