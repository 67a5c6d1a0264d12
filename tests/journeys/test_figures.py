"""Every figure that can be set is set by keyboard, drawn anew, read out and kept in the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from courseware.figures import computing, lookup
from tests.journeys.steps import COURSE, sign_in

pytestmark = pytest.mark.browser
CHAPTERS = Path(__file__).resolve().parents[2] / "courseware" / "course" / "chapters"
CHAPTER = "logistic-regression"


def figures_of(chapter: str) -> list[str]:
    """Those of a chapter that can be set."""
    text = (CHAPTERS / f"{chapter}.md").read_text("utf-8")
    placed = re.findall(r"^::figure\[([\w-]+)\]", text, re.MULTILINE)
    return [name for name in placed if name in lookup.names() and computing.computed(name).controls]


WITH_CONTROLS = [path.stem for path in sorted(CHAPTERS.glob("*.md")) if figures_of(path.stem)]


@pytest.mark.slow
@pytest.mark.parametrize("chapter", WITH_CONTROLS)
def test_every_setting_by_keyboard(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]], chapter: str
):
    page = open_page()
    sign_in(page, make_student())
    page.goto(f"{COURSE}chapters/{chapter}/")
    for name in figures_of(chapter):
        figure = page.locator(f"#figure-{name}")
        figure.scroll_into_view_if_needed()
        expect(figure).to_have_attribute("data-figure-ready", "")
        first = seen(figure)
        for control in computing.computed(name).controls:
            change(figure.locator(f"input[name={control.name}]"), control.kind, page)
            expect(page).to_have_url(re.compile(rf"[?&]{name}\.{control.name}="))
            said = figure.locator(".figure-said").inner_text()
            expect(figure.get_by_role("status")).to_have_text(said)
            assert seen(figure) != first, f"{name}: {control.name} changes nothing"
        figure.get_by_role("button", name="Reset").press("Enter")
        expect(page).not_to_have_url(re.compile(rf"[?&]{name}\."))
        assert seen(figure) == first


def change(fields: Locator, kind: str, page: Page) -> None:
    """As somebody does who has no mouse."""
    if kind == "choice":  # the arrows go around a group
        fields.and_(page.locator(":checked")).press("ArrowDown")
    elif kind == "switch":
        fields.press("Space")
    else:
        before = fields.input_value()
        fields.press("ArrowRight")
        if fields.input_value() == before:
            fields.press("ArrowLeft")


def seen(figure: Locator) -> list[str | None]:
    """The picture, its text alternative and the sentence."""
    picture = figure.get_by_role("img")
    said = figure.locator(".figure-said").inner_text()
    return [picture.inner_html(), picture.get_attribute("aria-label"), said]


@pytest.mark.slow
def test_an_address_brings_the_state_and_what_it_cannot_be_is_passed_over(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    query = "roc-curve.threshold=0.7&roc-curve.miss=3&roc-curve.nothing=1&cross-entropy.axis=logit"
    page.goto(f"{COURSE}chapters/{CHAPTER}/?{query}#figure-roc-curve")
    figure = page.locator("#figure-roc-curve")
    expect(figure).to_have_attribute("data-figure-ready", "")
    expect(figure.locator(".figure-said")).to_contain_text("At a threshold of 0.70")
    expect(figure.locator(".figure-setting")).to_have_text(["0.70", "1"])
    expect(figure.get_by_role("status")).to_have_text("")  # nobody has changed anything


def test_a_question_asks_for_a_state(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page(viewport={"width": 390, "height": 844})
    sign_in(page, make_student())
    page.goto(f"{COURSE}quizzes/logistic-regression-review/")
    page.get_by_role("button", name="Start the quiz").press("Enter")
    figure = page.locator("figure[data-figure=roc-curve]")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-figure-ready", "")
    expect(page.locator("[data-answered-count]")).to_have_text("0")
    first = seen(figure)
    number, slider = figure.get_by_role("spinbutton"), figure.get_by_role("slider")
    number.press("ArrowDown")
    expect(number).to_have_value("0.49")
    assert seen(figure) != first
    for _ in range(30):
        slider.press("ArrowLeft")
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(number).to_have_value("0.21")
    expect(figure.get_by_role("status")).to_have_text(
        "At a threshold of 0.21 there are 4 misses and 144 false alarms, which cost 164 in all."
    )
    expect(page.locator("[data-answered-count]")).to_have_text("1")
    page.get_by_role("button", name="Review and submit").press("Enter")
    page.get_by_role("button", name="Submit quiz").press("Enter")
    expect(page.locator(".quiz-score")).to_be_visible()
    question = page.locator(".question", has_text="Your answer: Threshold: 0.21")
    expect(question).to_contain_text("1 of 1")


@pytest.mark.slow
def test_without_script_every_figure_stands_still_and_is_complete(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page(java_script_enabled=False)
    sign_in(page, make_student())
    for path in sorted(CHAPTERS.glob("*.md")):
        page.goto(f"{COURSE}chapters/{path.stem}/")
        for figure in page.locator("figure[data-figure]").all():
            expect(figure.locator("svg").first).to_be_visible()
            expect(figure.locator(".figure-controls")).to_be_hidden()
            expect(figure.locator("figcaption")).to_be_visible()
            figure.locator("summary").click()
            expect(figure.get_by_role("table")).to_be_visible()
