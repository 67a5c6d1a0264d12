"""A chapter as a text to read: its measure, its contents, its margin, its paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in

pytestmark = pytest.mark.browser
CHAPTER = f"{COURSE}chapters/regularization-for-sparsity/"
# Characters a full line has, of each long paragraph without formulas; lines are counted by height.
MEASURES = """() => [...document.querySelectorAll(".chapter > p")]
    .filter((p) => p.textContent.length > 350 && !p.querySelector("math, .margin-note"))
    .map((p) => {
        const height = parseFloat(getComputedStyle(p).lineHeight);
        return p.textContent.length / (p.getBoundingClientRect().height / height - 0.5);
    })"""


@pytest.fixture
def reader(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
) -> Callable[..., Page]:
    def read(**options: object) -> Page:
        page = open_page(**options)
        sign_in(page, make_student())
        page.goto(CHAPTER)
        return page

    return read


def test_lines_have_62_to_72_characters_of_18_pixels(reader: Callable[..., Page]):
    page = reader(viewport={"width": 1440, "height": 900})
    measures = sorted(page.evaluate(MEASURES))
    assert len(measures) > 3
    assert 62 <= measures[len(measures) // 2] <= 72, measures
    size = "getComputedStyle(document.querySelector('.chapter > p')).fontSize"
    assert page.evaluate(size) == "18px"


@pytest.mark.slow
def test_notes_stand_in_the_margin_or_on_a_phone_in_the_text(reader: Callable[..., Page]):
    page = reader(viewport={"width": 1440, "height": 900})
    note = page.locator(".margin-note").first
    text = page.locator(".chapter > p").first.bounding_box()
    beside = note.bounding_box()
    assert beside["x"] >= text["x"] + text["width"]
    assert beside["x"] + beside["width"] <= 1440
    page.set_viewport_size({"width": 390, "height": 844})
    below = note.bounding_box()
    assert below["x"] + below["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_contents_follow_and_headings_give_their_address(reader: Callable[..., Page]):
    page = reader(viewport={"width": 1440, "height": 900})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    current = page.locator(".outline [aria-current]")
    heading = page.locator("h2#l1-gives-zeros, h2#what-l1-does").first
    link = heading.locator("a")
    link.focus()
    page.keyboard.press("Enter")
    anchor = link.get_attribute("href")
    expect(current).to_have_attribute("href", anchor)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(anchor)
    page.mouse.wheel(0, -100_000)
    expect(page.locator(f".outline [href='{anchor}'][aria-current]")).to_have_count(0)


@pytest.mark.slow
def test_on_a_phone_the_contents_are_a_drawer_that_closes(reader: Callable[..., Page]):
    page = reader(viewport={"width": 390, "height": 844}, has_touch=True)
    page.get_by_role("button", name="Contents", exact=True).click()
    page.locator(".outline a").nth(3).click()
    expect(page.locator("#sidebar")).to_be_hidden()
    assert "#" in page.url


@pytest.mark.slow
def test_on_paper_there_is_the_text_and_its_questions(reader: Callable[..., Page]):
    page = reader(viewport={"width": 794, "height": 1123}, color_scheme="dark")
    page.emulate_media(media="print")
    for hidden in (".page-header", ".sidebar", ".chapter-end", ".self-check-actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("h1", ".self-check .option", ".margin-note", ".figure-picture"):
        expect(page.locator(shown).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
