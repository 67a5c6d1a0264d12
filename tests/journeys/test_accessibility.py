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
]
OTHER_LOOKS = [
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
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
ACCOUNT = (
    *("/accounts/profile/", "/accounts/sessions/", "/accounts/delete/", "/accounts/tokens/"),
    f"{COURSE}grades/what-if/",
)
# By default a page of each sort, in one of two looks: axe takes seconds for each page.
FEW = (
    (COURSE, f"{COURSE}chapters/logistic-regression/", f"{COURSE}quizzes/dropout/"),
    (f"{COURSE}labs/penalties/", f"{COURSE}grades/", "/style/"),
)
INSTRUCTOR = (
    *(COURSE, f"{COURSE}questions/", f"{COURSE}gradebook/", f"{COURSE}quizzes/softmax/"),
    *(f"{COURSE}announcements/", "/notices/", f"{COURSE}gradebook/rules/"),
    *(f"{COURSE}gradebook/{page}/" for page in ("review", "log", "items/lab/penalties/bulk")),
    f"{COURSE}gradebook/columns/add/",
    *(f"{COURSE}people/{page}" for page in ("", "add/", "sections/", "import/", "invitations/")),
    *(f"{COURSE}people/enrollment/", f"{COURSE}behind/", f"{COURSE}exchange/", f"{COURSE}copy/"),
    *(f"{COURSE}dates/{page}" for page in ("", "course/", "files/", "lab/penalties/")),
    *(f"{COURSE}extensions/", f"{COURSE}extensions/give/", f"{COURSE}outages/"),
    *(f"{COURSE}grading/", f"{COURSE}grading/start/lab/penalties/style/", f"{COURSE}webhooks/"),
    *(f"{COURSE}regrades/{page}" for page in ("", "quiz/softmax/", "lab/penalties/")),
    *(f"{COURSE}labs/penalties/{page}/" for page in ("analysis", "speed", "behind", "similarity")),
    *(f"{COURSE}quizzes/softmax/{page}/" for page in ("analysis", "people", "author")),
)
# Pages with an address that is not known before, each with a page and a link there.
LINKED = (
    (f"{COURSE}gradebook/", "tbody td a"),
    (f"{COURSE}gradebook/", "tbody th a"),
    (f"{COURSE}people/", "tbody a[href*='/people/']"),
)


def findings(page: Page, path: str | None = None) -> list[str]:
    """What axe finds on the page at a path, or on this one."""
    if path is not None:
        page.goto(path)
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE.read_text("utf-8"))
    violations = page.evaluate("axe.run().then((found) => found.violations)")
    return [f"{page.url}: {v['id']}: {node['target']}" for v in violations for node in v["nodes"]]


@pytest.mark.parametrize(
    ("look", "paths"), list(zip(LOOKS, FEW, strict=True)), ids=["light", "dark"]
)
def test_a_few_pages_of_a_student(
    open_page: Callable[..., Page],
    make_student: Callable[[], dict[str, str]],
    look: dict[str, str],
    paths: tuple[str, ...],
):
    page = open_page(reduced_motion="reduce", **look)
    sign_in(page, make_student())
    assert [found for path in paths for found in findings(page, path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("look", [*LOOKS, *OTHER_LOOKS], ids=str)
def test_pages_of_a_student(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]], look: dict[str, str]
):
    page = open_page(reduced_motion="reduce", **look)
    sign_in(page, make_student())
    assert [found for path in (*STUDENT, *ACCOUNT) for found in findings(page, path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("look", [*LOOKS, *OTHER_LOOKS], ids=str)
def test_pages_of_an_instructor_and_of_anybody(
    open_page: Callable[..., Page],
    make_student: Callable[[], dict[str, str]],
    site: Site,
    look: dict[str, str],
):
    make_student()
    page = open_page(reduced_motion="reduce", **look)
    assert [found for path in ANYBODY[:-1] for found in findings(page, path)] == []
    sign_in(page, site.info["instructor"])
    assert [found for path in INSTRUCTOR for found in findings(page, path)] == []
    for path, link in LINKED:
        page.goto(path)
        assert findings(page, page.locator(link).first.get_attribute("href")) == []
    page.goto(f"{COURSE}grading/")
    start = page.get_by_role("button", name="Start grading")
    (start if start.count() else page.locator("main a.button")).first.click()
    assert findings(page) == []


def test_a_fault_is_found(open_page: Callable[..., Page]):
    page = open_page()
    page.goto("/accounts/login/")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=/static/favicon.svg>'")
    assert any("image-alt" in found for found in findings(page))
