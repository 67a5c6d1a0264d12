"""What a quiz's page says of answers while they are given, in two tabs and page by page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import COURSE, sign_in

pytestmark = pytest.mark.browser
PATIENCE = 120_000  # a save, and the word of it to the other tab
SAVED = re.compile(r"Saved \d\d:\d\d")


def begin(page: Page, slug: str) -> None:
    page.goto(f"{COURSE}quizzes/{slug}/")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator(".question").first).to_be_visible()
    page.wait_for_load_state()  # what is typed before the script runs is sent with the form alone


def question(page: Page, text: str) -> Locator:
    return page.locator(".question").filter(has_text=text)


@pytest.mark.slow
def test_a_cell_that_was_refused_is_not_said_to_be_saved_with_the_next(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    # A tab of its own: the browser notes the refusal as an error, which is no complaint here.
    page = open_page(viewport={"width": 390, "height": 844}).context.new_page()
    sign_in(page, make_student())
    begin(page, "sparsity-workshop")
    vector = question(page, "Apply the soft threshold")
    cells, state = vector.locator("input.blank"), vector.locator("[data-save-state]")
    cells.nth(0).fill("1/")
    expect(state).to_contain_text("was not saved")
    cells.nth(1).fill("0.5")
    page.wait_for_timeout(1500)  # time enough for the second to be said to be saved
    expect(state).to_contain_text("was not saved")
    expect(cells.nth(0)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-answered-count]")).to_have_text("0")
    cells.nth(0).fill("1/4")
    expect(state).to_have_text(SAVED)
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.reload()
    expect(cells.nth(0)).to_have_value("1/4")
    expect(cells.nth(1)).to_have_value("0.5")


@pytest.mark.slow
def test_an_order_and_code_are_drawn_in_the_other_tab(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    begin(page, "many-classes-workshop")
    expect(page.locator("[data-answered-count]")).to_have_text("0")  # starter code is no answer
    other = page.context.new_page()
    other.goto(page.url)
    placed = question(other, "Build a softmax").locator(".arrange-placed > li")
    expect(placed).to_have_count(0)
    page.bring_to_front()
    for line in ("Use: def softmax(z):", "Use: return powers / total"):
        page.get_by_role("button", name=line, exact=True).click()
    expect(placed).to_have_count(2, timeout=PATIENCE)
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type("# what it computes")
    code = other.locator(".cm-content")
    expect(code).to_contain_text("# what it computes", timeout=PATIENCE)
    other.get_by_role("button", name="Up: return powers / total", exact=True).click()
    mine = question(page, "Build a softmax").locator(".arrange-placed > li")
    expect(mine.first).to_contain_text("return powers / total", timeout=PATIENCE)


def test_one_question_a_page_is_taken_back_and_forth_by_keyboard(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    begin(page, "training-review")
    expect(page.locator(".question")).to_have_count(1)
    answer_by_keyboard(page)
    page.get_by_role("button", name="Next question").press("Enter")
    expect(page).to_have_title(re.compile("^Question 2 of "))
    expect(page.locator("[data-answered-count]")).to_have_text("1")
    page.get_by_role("button", name="Question 9", exact=True).press("Enter")
    expect(page).to_have_title(re.compile("^Question 9 of "))
    page.get_by_role("button", name="Back to question 8").press("Enter")
    expect(page).to_have_title(re.compile("^Question 8 of "))
    page.get_by_role("button", name="Question 1 answered").press("Enter")
    expect(page).to_have_title(re.compile("^Question 1 of "))
    expect(page.locator(".question-list [aria-current]")).to_contain_text("1")
    page.get_by_role("button", name="Review and submit").press("Enter")
    page.get_by_role("link", name="Question 3", exact=True).press("Enter")
    expect(page).to_have_title(re.compile("^Question 3 of "))


def answer_by_keyboard(page: Page) -> None:
    """The first field of the page's question, whatever its type; Enter in a field stays here."""
    field = page.locator(".question").locator("input:visible, select, .arrange-use").first
    field.focus()
    kind = field.get_attribute("type")
    if kind in ("radio", "checkbox"):
        page.keyboard.press("Space")
    elif kind == "button":
        page.keyboard.press("Enter")
    elif kind == "text":
        page.keyboard.type("0.5")
        page.keyboard.press("Enter")
    else:
        page.keyboard.press("ArrowDown")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    expect(page).to_have_title(re.compile("^Question 1 of "))


@pytest.mark.slow
def test_a_long_answer_in_any_script_is_saved(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    begin(page, "explain-zeros")
    text = "שלום 🙂 " * 2000  # 76 KB on the way: more than browsers send from a page that is left
    page.locator("textarea").fill(text)
    expect(page.locator("[data-save-state]")).to_have_text(SAVED, timeout=PATIENCE)
    page.reload()
    expect(page.locator("textarea")).to_have_value(text.strip())
