// Reloads the page when a file was saved. It asks rather than holds a connection open: a preview
// that was ended and started again is found without more ado.
"use strict";

const bar = document.querySelector("[data-preview-version]");
const shown = bar.dataset.previewVersion;

async function look() {
  try {
    const answer = await fetch("/preview/version/", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== shown) {
      location.reload();
      return;
    }
    bar.removeAttribute("data-gone");
  } catch {
    bar.setAttribute("data-gone", "");
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);
