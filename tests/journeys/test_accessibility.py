"""axe finds nothing on any kind of page, in light and dark, at a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.steps import COURSE, sign_in
from tests.site import Site

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js"
LOOKS = [
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    pytest.param(
        {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"}, marks=pytest.mark.slow
    ),
    pytest.param(
        {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"}, marks=pytest.mark.slow
    ),
]
ANYBODY = (
    *("/", f"{COURSE}quizzes/l1-regularization/try/", f"{COURSE}labs/softmax/try/"),
    *("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no-such-page/"),
)
STUDENT = (
    *(COURSE, f"{COURSE}chapters/regularization-for-sparsity/", f"{COURSE}grades/"),
    *(f"{COURSE}quizzes/dropout/", f"{COURSE}labs/penalties/", f"{COURSE}labs/train_xor/"),
    *(f"{COURSE}chapters/logistic-regression/", f"{COURSE}labs/l1_circle/", "/playground/"),
    *(f"{COURSE}labs/penalties/submissions/", "/style/", f"{COURSE}labs/", f"{COURSE}labs/?q=l1"),
    *(f"{COURSE}search/?q=softmax", f"{COURSE}announcements/", "/notices/"),
)
ACCOUNT = ("/accounts/profile/", "/accounts/sessions/", "/accounts/delete/")
INSTRUCTOR = (
    *(COURSE, f"{COURSE}questions/", f"{COURSE}gradebook/", f"{COURSE}quizzes/softmax/"),
    *(f"{COURSE}announcements/", "/notices/"),
)


def findings(page: Page, path: str | None = None) -> list[str]:
    """What axe finds on the page at a path, or on this one."""
    if path is not None:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text("utf-8"))
    violations = page.evaluate("axe.run().then((found) => found.violations)")
    return [f"{page.url}: {v['id']}: {node['target']}" for v in violations for node in v["nodes"]]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_a_student(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]], look: dict[str, str]
):
    page = open_page(reduced_motion="reduce", **look)
    sign_in(page, make_student())
    assert [found for path in (*STUDENT, *ACCOUNT) for found in findings(page, path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_an_instructor_and_of_anybody(
    open_page: Callable[..., Page], site: Site, look: dict[str, str]
):
    page = open_page(reduced_motion="reduce", **look)
    assert [found for path in ANYBODY[:-1] for found in findings(page, path)] == []
    sign_in(page, site.info["instructor"])
    assert [found for path in INSTRUCTOR for found in findings(page, path)] == []


def test_a_fault_is_found(open_page: Callable[..., Page]):
    page = open_page()
    page.goto("/accounts/login/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=/static/favicon.svg>'")
    assert any("image-alt" in found for found in findings(page))
