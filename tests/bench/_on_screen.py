"""How long a student looks at the page until the verdict on correctness is on the screen.

A real browser presses the button; the page's own clock says when the verdict was painted.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

import grader
from tests.bench._submitting import PASSWORD, join
from tests.site import COURSE

LABS = ("decision_threshold", "penalties")  # small ones
MOST_MS = 300.0
WARM_UPS, TURNS = 2, 7  # together below the limit of submissions a minute
WAIT_MS = 120_000

_PASTE = """(editor, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    editor.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
}"""
# Milliseconds from the click to the frame that shows the first case, and correctness as a whole.
_PRESS = """() => new Promise((resolve) => {
    const began = performance.now();
    const seen = {};
    const look = () => {
        const now = performance.now() - began;
        const result = document.getElementById("result");
        const fresh = result && !result.hasAttribute("data-before");
        if (fresh && !seen.first && result.querySelector(".case")) seen.first = now;
        if (fresh && result.querySelector("[data-correctness-known]")) {
            resolve({ first: seen.first ?? now, known: now });
        } else requestAnimationFrame(look);
    };
    document.getElementById("result").setAttribute("data-before", "");
    document.querySelector("[data-submit]").click();
    requestAnimationFrame(look);
})"""


def figures(url: str) -> Iterator[dict[str, Any]]:
    """A figure for each small lab: ours is the median, the rival what it may take."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            page = browser.new_page(base_url=url, viewport={"width": 1440, "height": 900})
            page.set_default_timeout(WAIT_MS)
            yield from (_figure(page, url, slug) for slug in LABS)
        finally:
            browser.close()


def _figure(page: Page, url: str, slug: str) -> dict[str, Any]:
    name = f"screen-{slug}-{secrets.token_hex(3)}".replace("_", "-")
    join(url, name)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{COURSE}")
    page.goto(f"{COURSE}labs/{slug}/")
    lab = grader.find_lab(slug)
    times = [_turn(page, lab.solutions["vectorised"], n) for n in range(WARM_UPS + TURNS)]
    known = sorted(each["known"] for each in times[WARM_UPS:])
    first = median(each["first"] for each in times[WARM_UPS:])
    return {
        "name": f"on screen {lab.number}",
        "ours": round(median(known)),
        "rival": MOST_MS,
        "ratio": round(median(known) / MOST_MS, 2),
        "unit": "ms",
        "note": f"from pressing Submit to the verdict on {len(lab.visible)} visible and all hidden "
        f"cases, painted; fastest {known[0]:.0f}, slowest {known[-1]:.0f}; "
        f"first case after {first:.0f}; medians of {TURNS}",
    }


def _turn(page: Page, code: str, number: int) -> dict[str, float]:
    """A comment makes each code another, as a person's next try is."""
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+A")
    editor.evaluate(_PASTE, f"{code}\n# {number}\n")
    times: dict[str, float] = page.evaluate(_PRESS)
    page.locator("#result [data-live-done]").wait_for()
    return times
