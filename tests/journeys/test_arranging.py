"""Orders, lines of code and word banks by finger, by mouse and by keys, on a small phone too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import COURSE, sign_in

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def at_quiz(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
) -> Callable[..., Page]:
    def open_quiz(slug: str, **options: object) -> Page:
        page = open_page(**options)
        sign_in(page, make_student())
        page.goto(f"{COURSE}quizzes/{slug}/")
        if page.get_by_role("button", name="Start the quiz").count():
            page.get_by_role("button", name="Start the quiz").click()
            page.wait_for_load_state("networkidle")
        return page

    return open_quiz


def drag(page: Page, grip: Locator, x: float, y: float) -> None:
    """From the middle of the grip to a point of the window."""
    box = grip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    page.mouse.up()


def order(lines: Locator) -> list[tuple[str, str]]:
    found = lines.locator(".arrange-placed > li")
    return [
        (
            entry.locator("[data-arrange-words]").inner_text().strip(),
            entry.get_attribute("data-indent"),
        )
        for entry in found.all()
    ]


def test_lines_of_code_are_moved_and_indented_by_their_handles(at_quiz: Callable[..., Page]):
    page = at_quiz("sparsity-workshop", viewport={"width": 1280, "height": 900})
    lines = page.locator(".question").filter(has=page.locator(".arrange-code"))
    handles = lines.locator(".arrange-list:not(.arrange-placed) .arrange-handle")
    for _ in range(2):  # by keys: Enter takes a line in, and its handle keeps the focus
        handles.first.focus()
        page.keyboard.press("Enter")
    first, second = (words for words, _ in order(lines))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert order(lines) == [(second, "1"), (first, "0")]
    expect(lines.get_by_role("status").first).to_have_text("Position 1 of 2, indent 1")
    # By mouse: below the other line and one step back.
    top, bottom = lines.locator(".arrange-placed > li").all()
    box = bottom.bounding_box()
    grip = top.locator(".arrange-handle").bounding_box()
    drag(page, top.locator(".arrange-handle"), grip["x"] - 22, box["y"] + box["height"] - 3)
    assert order(lines) == [(first, "0"), (second, "0")]
    expect(lines.locator("[data-save-state]")).to_contain_text("Saved")
    page.reload()
    assert order(lines) == [(first, "0"), (second, "0")]
    lines.locator(".arrange-placed .arrange-handle").first.focus()
    page.keyboard.press("Delete")
    assert order(lines) == [(second, "0")]


@pytest.mark.slow
def test_a_drag_that_is_called_off_changes_nothing(at_quiz: Callable[..., Page]):
    page = at_quiz("sparsity-workshop", viewport={"width": 1280, "height": 900})
    lines = page.locator(".question").filter(has=page.locator(".arrange-code"))
    grip = lines.locator(".arrange-handle").first
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5, box["y"] - 60, steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(lines) == []
    assert lines.locator("[data-dragged], [data-drop]").count() == 0


@pytest.mark.slow
def test_at_360_pixels_lines_fit_and_a_finger_moves_them(at_quiz: Callable[..., Page]):
    page = at_quiz("sparsity-workshop", viewport=PHONE, has_touch=True)
    lines = page.locator(".question").filter(has=page.locator(".arrange-code"))
    grip = lines.locator(".arrange-list:not(.arrange-placed) .arrange-handle").first
    grip.scroll_into_view_if_needed()
    start, goal = grip.bounding_box(), lines.locator(".arrange-placed").bounding_box()
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    x, y = start["x"] + 10, start["y"] + 10
    send("touchStart", (x, y))
    for step in range(1, 9):
        send("touchMove", (x, y + (goal["y"] + 10 - y) * step / 8))
    send("touchEnd")
    assert len(order(lines)) == 1
    for _ in range(6):
        lines.get_by_role("button", name="Indent more").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.slow
def test_words_are_clicked_and_dragged_into_their_blanks(at_quiz: Callable[..., Page]):
    page = at_quiz("dropout", viewport={"width": 1280, "height": 900})
    check = page.locator("#quiz-dropout")
    blanks, words = check.locator("select.blank"), check.locator(".word")
    words.filter(has_text="regularization").click()
    expect(blanks.nth(0)).to_have_value("regularization")
    expect(check.get_by_role("status").first).to_have_text("regularization: blank 1 of 5")
    blanks.nth(3).focus()
    words.filter(has_text="keep probability").click()
    expect(blanks.nth(3)).to_have_value("keep probability")
    target = blanks.nth(4).bounding_box()
    drag(page, words.filter(has_text="inference"), target["x"] + 20, target["y"] + 10)
    expect(blanks.nth(4)).to_have_value("inference")
    expect(words.filter(has_text="inference")).to_have_attribute("data-used", "")
    expect(blanks.nth(1)).to_have_value("")
    page.reload()
    expect(blanks.nth(4)).to_have_value("inference")
    expect(words.filter(has_text="inference")).to_have_attribute("data-used", "")


@pytest.mark.slow
def test_answers_are_clicked_and_dragged_to_their_pairs(at_quiz: Callable[..., Page]):
    page = at_quiz("softmax", viewport={"width": 1280, "height": 900})
    lists, answers = page.locator(".pair > select"), page.locator(".word")
    name, pair = answers.first.inner_text(), page.locator(".pair").nth(2)
    answers.first.click()
    expect(lists.first.locator("option:checked")).to_have_text(name)
    box = pair.bounding_box()
    drag(page, answers.last, box["x"] + 20, box["y"] + 20)
    expect(lists.nth(2).locator("option:checked")).to_have_text(answers.last.inner_text())
    expect(lists.nth(1)).to_have_value("")
    expect(answers.last).to_have_attribute("data-used", "")
