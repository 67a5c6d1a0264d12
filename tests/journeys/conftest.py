"""The real site with its worker, and Chromium in front of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.site import Site, run_site
from tests.visitor import Visitor

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
expect.set_options(timeout=120_000)  # of a busy machine; what is waited for is no measurement
_number = count(1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("journeys")) as running:
        yield running


# A browser a file: while one runs in this thread, Django refuses to use the database in it.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("Chromium is not installed; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser of its own. At the end no page may have complained."""
    problems: list[str] = []
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=site.url, **options)
        context.set_default_timeout(120_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(message, page, problems))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == [], "\n".join(problems)


@pytest.fixture
def make_student(site: Site) -> Callable[[], dict[str, str]]:
    """Signs up and joins the course; the login."""

    def make() -> dict[str, str]:
        login = {"login": f"student-{next(_number)}", "password": "correct horse 27 battery"}
        visitor = Visitor(site.url)
        visitor.sign_up(**login)
        course = "/courses/machine-learning/"
        joined = visitor.post(f"{course}join/", visitor.get(course))
        assert joined.path == course
        return login

    return make


def _note(message: Any, page: Page, problems: list[str]) -> None:
    if message.type in ("error", "warning"):
        problems.append(f"{page.url}: {message.text}")
