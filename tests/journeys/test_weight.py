"""Pages are light, and nothing on them moves while they load over a slow line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in

pytestmark = pytest.mark.browser
CHAPTER = f"{COURSE}chapters/regularization-for-sparsity/"
# Paths, and how many bytes may be loaded for them at first; of chapters with all of their figures.
PAGES = [
    (f"{COURSE}chapters/logistic-regression/", 250_000),
    (f"{COURSE}labs/penalties/", 350_000),
    pytest.param(f"{COURSE}about/", 150_000, marks=pytest.mark.slow),
    pytest.param(f"{COURSE}labs/softmax/try/", 150_000, marks=pytest.mark.slow),
    pytest.param(COURSE, 150_000, marks=pytest.mark.slow),
    pytest.param(f"{COURSE}labs/", 150_000, marks=pytest.mark.slow),
    pytest.param(CHAPTER, 250_000, marks=pytest.mark.slow),
    pytest.param(f"{COURSE}chapters/training-neural-networks/", 250_000, marks=pytest.mark.slow),
    pytest.param(f"{COURSE}quizzes/softmax/", 150_000, marks=pytest.mark.slow),
    pytest.param(f"{COURSE}grades/", 150_000, marks=pytest.mark.slow),
]
SIZES = [
    {"width": 1280, "height": 900},
    pytest.param({"width": 390, "height": 844}, marks=pytest.mark.slow),
]
SLOW_LINE = {
    "offline": False,
    "latency": 150,  # ms
    "downloadThroughput": 100_000,  # bytes a second
    "uploadThroughput": 50_000,
}
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            const nodes = (entry.sources ?? []).map(({ node }) => node);
            const moved = nodes.map((node) => node?.className ?? node?.nodeName);
            if (!entry.hadRecentInput) window.shifts.push([entry.value, moved.join(", ")]);
        }
    }).observe({ type: "layout-shift", buffered: true });
"""


def load(page: Page, path: str) -> int:
    """Opens a page over a slow line, with nothing in the cache; the bytes that came."""
    protocol = page.context.new_cdp_session(page)
    loaded: list[int] = []
    protocol.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    protocol.send("Network.enable")
    protocol.send("Network.setCacheDisabled", {"cacheDisabled": True})
    protocol.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.add_init_script(WATCH)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    for figure in page.locator("[data-figure-script]").all():
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-figure-ready", "")
    page.wait_for_load_state("networkidle")
    protocol.detach()
    return sum(loaded)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize(("path", "most_bytes"), PAGES)
def test_a_page_is_light_and_stays_where_it_is(
    open_page: Callable[..., Page],
    make_student: Callable[[], dict[str, str]],
    path: str,
    most_bytes: int,
    size: dict[str, int],
):
    page = open_page(viewport=size)
    sign_in(page, make_student())
    assert load(page, path) <= most_bytes
    # A shift of a ten-thousandth is less than a pixel of a line.
    assert [shift for shift in page.evaluate("shifts") if shift[0] > 1e-4] == []


def test_what_moves_is_seen(open_page: Callable[..., Page]):
    page = open_page()
    load(page, "/accounts/login/")
    page.evaluate("document.querySelector('main').style.paddingTop = '200px'")
    page.wait_for_function("shifts.some(([value]) => value > 0.01)")
