"""At the width of a small phone no page has to be pushed sideways, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in
from tests.site import Site

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
STUDENT = (
    *(COURSE, f"{COURSE}chapters/regularization-for-sparsity/", f"{COURSE}grades/"),
    *(f"{COURSE}quizzes/dropout/", f"{COURSE}quizzes/softmax/", f"{COURSE}labs/penalties/"),
    *(f"{COURSE}labs/penalties/submissions/", "/style/"),
)
INSTRUCTOR = (COURSE, f"{COURSE}gradebook/")
# What the page shows that reaches beyond the window's right edge, and is not in a scroller.
WIDE = """() => {
    const inScroller = (element) => {
        for (let e = element.parentElement; e; e = e.parentElement) {
            if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) return true;
        }
        return false;
    };
    return [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && !inScroller(e))
        .map((e) => `${e.tagName}.${e.className}`);
}"""


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_a_students_pages_fit_a_phone(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]], scheme: str
):
    page = open_page(viewport=PHONE, color_scheme=scheme, has_touch=True)
    sign_in(page, make_student())
    assert {path: too_wide(page, path) for path in STUDENT} == {path: [] for path in STUDENT}
    page.goto(f"{COURSE}quizzes/sparsity-workshop/")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.get_by_role("button", name="Review and submit")).to_be_visible()
    assert page.evaluate(WIDE) == []


@pytest.mark.slow
def test_an_instructors_pages_fit_a_phone(open_page: Callable[..., Page], site: Site):
    page = open_page(viewport=PHONE)
    sign_in(page, site.info["instructor"])
    assert {path: too_wide(page, path) for path in INSTRUCTOR} == {path: [] for path in INSTRUCTOR}


def test_an_element_that_is_too_wide_is_found(open_page: Callable[..., Page]):
    page = open_page(viewport=PHONE)
    page.goto("/accounts/login/")
    assert page.evaluate(WIDE) == []
    page.evaluate("document.querySelector('main').style.minWidth = '900px'")
    assert "MAIN.main" in page.evaluate(WIDE)


def too_wide(page: Page, path: str) -> list[str]:
    page.goto(path)
    return page.evaluate(WIDE)
