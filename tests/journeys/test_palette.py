"""The search palette, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in
from tests.journeys.test_accessibility import findings

pytestmark = pytest.mark.browser


def test_a_student_finds_a_lab_by_keyboard(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page(reduced_motion="reduce")
    sign_in(page, make_student())
    palette, field = page.locator("#palette"), page.locator("#palette [role=combobox]")
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("sparse softmax ce")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Sparse softmax cross-entropy")
    expect(page.locator("[data-palette-said]")).to_contain_text("result")
    expect(field).to_have_attribute("aria-activedescendant", "palette-1")
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()

    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("dropout")
    expect(options.first).to_contain_text("Dropout")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    address = options.nth(1).get_attribute("data-url") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")

    page.goto(COURSE)
    page.locator("[data-palette-opener]").click()
    page.keyboard.type("xkcdqqq")
    expect(page.locator("[data-palette-said]")).to_have_text("Nothing found")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search")
