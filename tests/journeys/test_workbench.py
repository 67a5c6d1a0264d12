"""The workbench of a lab: by keyboard alone, without a page load, without anything that moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, mistake, sign_in, solution, write_code
from tests.journeys.test_weight import WATCH

pytestmark = pytest.mark.browser
LAB = "penalties"
# Whether the middle of an element is in the window with nothing over it.
ON_TOP = """(element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
Opener = Callable[..., Page]
Maker = Callable[[], dict[str, str]]


def open_lab(page: Page, login: dict[str, str]) -> None:
    sign_in(page, login)
    page.add_init_script(WATCH)
    page.goto(f"{COURSE}labs/{LAB}/")
    expect(page.locator(".cm-content")).to_be_visible()


def run(page: Page, keys: str) -> None:
    before = page.locator("#key").get_attribute("value")
    page.keyboard.press(keys)
    expect(page.locator("#key")).not_to_have_attribute("value", before or "")
    expect(page.locator("#result [data-live-done]")).to_be_visible(timeout=300_000)


def test_a_lab_is_done_by_keyboard_on_one_page_that_does_not_move(
    open_page: Opener, make_student: Maker
):
    page = open_page(viewport={"width": 1440, "height": 900})
    open_lab(page, make_student())
    page.evaluate("window.stillTheSamePage = true")
    write_code(page, mistake(LAB, "half_of_squares"))
    run(page, "Control+Enter")
    expect(page.locator("#result-title")).to_have_text("Visible cases")
    write_code(page, solution(LAB))
    run(page, "Control+Shift+Enter")
    expect(page.locator("#result-title")).to_have_text("Result")
    expect(page.locator("[data-verdict-short]")).to_contain_text("Passed")
    for name in ("Run visible cases", "Submit for grading"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    expect(page.locator("#result .verdict")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    assert page.evaluate("window.stillTheSamePage")
    assert [shift for shift in page.evaluate("shifts") if shift[0] > 1e-4] == []


@pytest.mark.slow
def test_escape_and_tab_leave_the_editor_and_separators_hear_keys(
    open_page: Opener, make_student: Maker
):
    page = open_page(viewport={"width": 1440, "height": 900})
    open_lab(page, make_student())
    page.locator(".cm-content").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.matches('.editor')")
    width = page.get_by_role("separator", name="Width of the statement")
    usual = float(width.get_attribute("aria-valuenow") or 0)
    width.focus()
    page.keyboard.press("ArrowLeft")
    expect(width).to_have_attribute("aria-valuenow", f"{usual - 2:g}")
    height = page.get_by_role("separator", name="Height of the result")
    height.focus()
    page.keyboard.press("End")
    before = page.locator("#results").bounding_box()
    page.reload()
    expect(width).to_have_attribute("aria-valuenow", f"{usual - 2:g}")
    assert page.locator("#results").bounding_box() == before
    height.focus()
    page.keyboard.press("Enter")
    expect(height).to_have_attribute("aria-valuenow", "42")


@pytest.mark.slow
def test_a_separator_follows_the_pointer(open_page: Opener, make_student: Maker):
    page = open_page(viewport={"width": 1440, "height": 900})
    open_lab(page, make_student())
    separator = page.get_by_role("separator", name="Width of the statement")
    box = separator.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] - 200, box["y"] + 50, steps=4)
    page.mouse.up()
    moved = separator.bounding_box()
    assert moved is not None
    assert moved["x"] == pytest.approx(box["x"] - 200, abs=box["width"])


def test_on_a_phone_the_result_comes_into_view_by_itself(open_page: Opener, make_student: Maker):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(page, make_student())
    page.goto(f"{COURSE}labs/{LAB}/")
    page.get_by_role("tab", name="Code").click()
    write_code(page, solution(LAB))
    page.get_by_role("button", name="Run visible cases").click()
    result = page.get_by_role("tab", name="Result").first
    expect(result).to_have_attribute("aria-selected", "true")
    expect(page.locator("#result [data-live-done]")).to_be_visible(timeout=300_000)


def test_on_a_phone_nothing_covers_the_choice_between_two_versions(
    open_page: Opener, make_student: Maker
):
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True)
    sign_in(page, make_student())
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{COURSE}labs/{LAB}/")
        tab.get_by_role("tab", name="Code").click()
        expect(tab.locator(".cm-content")).to_be_visible()
    write_code(page, "# one\n" * 60)
    expect(page.locator(".editor-state")).to_contain_text("Draft saved")
    write_code(other, "# two\n" * 60)
    keep = other.get_by_role("button", name="Keep mine")
    expect(keep).to_be_visible()
    for shown in (other.locator(".editor-words"), keep):
        assert shown.evaluate(ON_TOP)
    keep.click()
    expect(other.locator(".editor-words")).to_have_text("Your version is kept.")
    other.locator(".cm-content").press("End")
    other.keyboard.type("3")
    expect(other.locator(".editor-words")).to_be_empty()
