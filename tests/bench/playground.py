"""How much a frame of the playground asks of the page's main thread, while a network is trained.

A trace of the browser says how much processor time each task of the thread took: scripts, style,
layout and painting. Their sum from one frame to the next is what is told, so that other programs
on the machine count little. Training itself runs in a worker.
"""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.site import run_site

ALL_INPUTS = "&".join(
    f"{name}=true" for name in ("xSquared", "ySquared", "xTimesY", "sinX", "sinY")
)
# What is trained, and the most milliseconds that a frame should take in 19 of 20 cases.
SETUPS = [
    ("2 inputs, 4+2", "", 8),
    ("7 inputs, 6+6", f"networkShape=6,6&activation=relu&{ALL_INPUTS}", 8),
    ("7 inputs, 6 layers of 8", f"networkShape=8,8,8,8,8,8&{ALL_INPUTS}", 50),
]
SECONDS = 8
MEASURE = "playground-frame"  # what frontend/src/playground/session.ts calls its part of a frame
CATEGORIES = [
    "toplevel",
    "blink.user_timing",
    "disabled-by-default-devtools.timeline",
    "__metadata",
]


def run() -> list[dict[str, Any]]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        run_site(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            return [_measured(browser, site.url, *setup) for setup in SETUPS]
        finally:
            browser.close()


def _measured(browser: Browser, url: str, name: str, state: str, most: int) -> dict[str, Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{url}/playground/#{state}")
    page.locator(".playground-play").click()
    page.wait_for_timeout(2000)
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.wait_for_timeout(1000 * SECONDS)
    trace = json.loads(browser.stop_tracing())
    page.close()
    times = sorted(_frames(trace["traceEvents"]))
    frame, median = times[int(0.95 * (len(times) - 1))], times[len(times) // 2]
    note = f"95th percentile of {len(times)} frames, and the most allowed; median {median:.1f} ms"
    return {
        "name": f"playground: a frame, {name}",
        **{"ours": frame, "rival": most, "ratio": frame / most, "unit": "ms", "note": note},
    }


def _frames(events: list[dict[str, Any]]) -> list[float]:
    """Milliseconds of processor time from each frame to the next."""
    marks = [event for event in events if event["name"] == MEASURE and event["ph"] in "bB"]
    starts = sorted(event["ts"] for event in marks)
    thread = marks[0]["pid"], marks[0]["tid"]
    tasks = [
        (event["ts"], event["tdur"] / 1000)
        for event in events
        if event["name"] == "RunTask" and "tdur" in event
        if (event["pid"], event["tid"]) == thread
    ]
    return [
        sum(took for begun, took in tasks if start <= begun < end)
        for start, end in itertools.pairwise(starts)
    ]
