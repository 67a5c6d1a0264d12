"""An instructor in the gradebook by keyboard: from cell to cell, into a score, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in
from tests.site import Site

pytestmark = pytest.mark.browser
BOOK = f"{COURSE}gradebook/"
MOST_ELEMENTS = 2_000


def test_a_score_is_found_changed_and_undone_by_keyboard(
    open_page: Callable[..., Page], site: Site, make_student: Callable[[], dict[str, str]]
):
    login = make_student()["login"]
    page = open_page()
    sign_in(page, site.info["instructor"])
    page.goto(f"{BOOK}?q={login}")
    expect(page.get_by_role("grid")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('*').length") < MOST_ELEMENTS
    page.locator("tbody th a").focus()
    for key in ("End", "ArrowLeft", "Home", "ArrowRight"):
        page.keyboard.press(key)
    focused = page.locator(":focus")
    expect(focused).to_have_text("–")
    page.keyboard.press("Enter")
    panel = page.locator(".cell-panel")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    override(panel, "4")
    expect(panel).to_contain_text("An override sets the score to 4 of 10 points")
    panel.get_by_role("button", name="Undo").click()
    expect(panel).to_contain_text("The change was undone.")
    override(panel, "5")
    expect(panel).to_contain_text("sets the score to 5 of 10 points")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(focused).to_have_text("5 O")


def override(panel, points: str) -> None:
    panel.locator(".cell-forms summary").first.click()
    panel.get_by_label("Points").fill(points)
    panel.get_by_label("Reason").first.fill("Argued well in the seminar")
    panel.get_by_role("button", name="Save score").click()


@pytest.mark.slow
def test_without_a_script_the_same_is_done_on_pages(
    open_page: Callable[..., Page], site: Site, make_student: Callable[[], dict[str, str]]
):
    login = make_student()["login"]
    page = open_page(java_script_enabled=False)
    sign_in(page, site.info["instructor"])
    page.goto(BOOK)
    page.get_by_label("Find students").fill(login)
    page.get_by_role("button", name="Find").click()
    row = page.locator("tbody tr")
    row.get_by_role("link", name="–").first.click()
    override(page, "4")
    expect(page.locator(".cell-score")).to_contain_text("4 of 10")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Gradebook").click()
    expect(row).to_contain_text("4 O")
