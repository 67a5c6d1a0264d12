"""How long a frame of the playground keeps the page's main thread, while a network is trained.

A frame is measured from the start of its callbacks until its style, layout and painting are done.
The part of our script is in the notes; training itself runs in a worker.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

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
FRAMES = 200
WATCH = """(frames) => new Promise((done) => {
    const times = [];
    let last = "";
    performance.clearMeasures("playground-frame");
    const tick = () => {
        const began = performance.now();
        const epoch = document.querySelector(".playground-figures dd").textContent;
        const drew = epoch !== last;
        last = epoch;
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
            times.push([performance.now() - began, drew]);
            if (times.filter(([, drew]) => drew).length < frames) return;
            const entries = performance.getEntriesByName("playground-frame");
            const script = entries.map(({ duration }) => duration);
            done({ times: times.filter(([, drew]) => drew).map(([time]) => time), script });
        };
        channel.port2.postMessage(0);
        if (times.length < 20 * frames) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
})"""


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
    page.wait_for_timeout(1000)
    figures = _frames(page)
    page.close()
    frame, script = _share(figures["times"], 0.95), _share(figures["script"], 0.95)
    median = _share(figures["times"], 0.5)
    note = f"95th percentile, and the most allowed; median {median:.1f}, script {script:.1f} ms"
    return {
        "name": f"playground: a frame, {name}",
        **{"ours": frame, "rival": most, "ratio": frame / most, "unit": "ms", "note": note},
    }


def _frames(page: Page) -> dict[str, list[float]]:
    figures: dict[str, list[float]] = page.evaluate(WATCH, FRAMES)
    return figures


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]
