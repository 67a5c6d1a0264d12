// The gradebook: a table of which only what is seen is in the page, and a score beside it.
import type { Part } from "./parts/gradebook/lines";
import { CellPanel } from "./parts/gradebook/panel";
import { GradebookTable } from "./parts/gradebook/table";

let current: GradebookTable | null = null;

async function start(root: ParentNode): Promise<void> {
  const area = root.querySelector<HTMLElement>("[data-gradebook]:not([data-gradebook-ready])");
  const scroller = area?.querySelector<HTMLElement>("[data-gradebook-scroll]");
  const panel = area?.querySelector<HTMLElement>(".cell-panel");
  if (!area || !scroller || !panel) return;
  area.dataset.gradebookReady = "";
  const { part = "", book = "", address = "", count = "0" } = area.dataset;
  const read = async (query: string): Promise<Part> => {
    const response = await fetch(`${part}${address ? `${address}&` : "?"}${query}`, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as Part;
  };
  const first = await read("first=0&left=0&head=1").catch(() => null);
  if (!first?.columns) return; // the page works as it came
  const table = new GradebookTable(scroller, book, address, Number(count), first.columns, read);
  area.classList.add("gradebook-live");
  table.start(first);
  current = table;
  const beside = new CellPanel(panel, table);
  scroller.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("tbody td a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    void beside.open(link.href);
  });
}

document.addEventListener("gradebook:changed", () => current?.reload());
document.addEventListener("htmx:load", (event) => {
  const inserted = event.target as Element;
  if (inserted.id === "gradebook") void start(inserted);
});
void start(document);
