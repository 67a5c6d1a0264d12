"""Every type of question answered and handed in by keyboard alone: no pointer, no clicks."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from grader.files.faults import Faults
from quizzes.authoring.files import SHIPPED
from quizzes.authoring.loading import read_quiz
from quizzes.types import type_names
from tests.journeys.steps import COURSE, sign_in

QUIZZES = (
    "softmax",
    "sparsity-review",
    "sparsity-workshop",
    "logistic-workshop",
    "many-classes-workshop",
    "explain-zeros",
)
MOST_TABS = 600
# What has the focus, and what the question around it has so far.
FOCUSED = """() => {
    const focus = document.activeElement;
    const question = focus.closest(".question");
    return {
        code: focus.classList.contains("editor"),
        tag: focus.tagName.toLowerCase(),
        type: focus.type || "",
        name: focus.name || "",
        words: (focus.innerText || focus.value || "").trim(),
        question: question ? question.id : "",
    };
}"""


def test_the_quizzes_hold_every_type():
    held = set()
    for slug in QUIZZES:
        quiz = read_quiz(SHIPPED / f"{slug}.yaml", Faults())
        held |= {slot.type for slot in quiz.slots}
    assert held == set(type_names())


@pytest.mark.slow
@pytest.mark.browser
def test_a_student_takes_quizzes_of_every_type_by_keyboard(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    check_by_keyboard(page)
    for slug in QUIZZES[1:]:
        page.goto(f"{COURSE}quizzes/{slug}/")
        go_to(page, "Start the quiz")
        page.keyboard.press("Enter")
        expect(page.locator(".question").first).to_be_visible()
        answer_everything(page)
        page.keyboard.press("Enter")  # “Review and submit” has the focus
        expect(page.get_by_role("heading", level=1)).to_have_text("Submit this quiz?")
        expect(page.get_by_text("is blank")).to_have_count(0)
        go_to(page, "Submit quiz")
        page.keyboard.press("Enter")
        expect(page.locator(".quiz-score")).to_be_visible()
        expect(page.get_by_text("Left blank")).to_have_count(0)


def check_by_keyboard(page: Page) -> None:
    """A self-check has no button to start it, and its verdict gets the focus."""
    page.goto(f"{COURSE}quizzes/{QUIZZES[0]}/")
    for field in page.locator(".self-check select").all():
        for _ in range(MOST_TABS):
            page.keyboard.press("Tab")
            if field.evaluate("field => field === document.activeElement"):
                break
        page.keyboard.press("ArrowDown")
    go_to(page, "Check answer")
    page.keyboard.press("Enter")
    expect(page.locator(".self-check-verdict")).to_be_focused()
    expect(page.get_by_text("Left blank")).to_have_count(0)


def go_to(page: Page, words: str) -> None:
    """Tabs on until the button of these words has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["tag"] in ("button", "a") and focus["words"] == words:
            return
    raise AssertionError(f"“{words}” cannot be reached by Tab")


def answer_everything(page: Page) -> None:
    """One answer to each field on the way to the end; every answer is saved."""
    done: set[tuple[str, str]] = set()
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        if focus["words"] == "Review and submit":
            break
        place = (focus["question"], focus["name"])
        if (
            focus["question"]
            and focus["type"] != "range"
            and place not in done
            and answer(page, focus)
        ):
            done.add(place)
    else:
        raise AssertionError("the end of the quiz cannot be reached by Tab")
    count = page.locator(".question").count()
    expect(page.locator("[data-answered-count]")).to_have_text(str(count))
    for state in page.locator("[data-save-state]").all():
        expect(state).to_have_text(re.compile(r"Saved \d\d:\d\d"))


def answer(page: Page, focus: dict[str, str]) -> bool:
    """Does what a person would do with the field; says whether it is answered now."""
    if focus["type"] in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif focus["code"]:
        page.keyboard.press("Control+A")
        page.keyboard.type("def answer(): pass")
        page.keyboard.press("Escape")  # else Tab indents
    elif focus["tag"] == "select":
        page.keyboard.press("ArrowDown")
    elif focus["tag"] == "textarea":
        page.keyboard.press("Control+A")
        page.keyboard.type("In one's own words")
    elif focus["tag"] == "input":
        formula = page.get_by_label(re.compile("^Formula of")).and_(page.locator(":focus"))
        page.keyboard.type("0" if not formula.count() else "1")
    elif focus["words"] == "Use":
        page.keyboard.press("Enter")
        return False  # the other lines and entries too
    else:
        return False
    return True
