// Chapters: the table of contents follows the reader, and headings give their address.
import { closeDrawer, followSections } from "./parts/sections";
import { gettext } from "./parts/texts";

const outline = document.querySelector<HTMLElement>(".outline");
if (outline) {
  followSections(outline);
  closeDrawer(outline);
}

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>(".heading-link");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  // Without the clipboard, the address of the page is still that of the heading.
  void navigator.clipboard?.writeText(link.href).then(
    () => document.dispatchEvent(new CustomEvent("look:toast", { detail: { sentence: gettext("Link copied.") } })),
    () => undefined,
  );
});
