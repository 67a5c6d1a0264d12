"""An instructor from the gradebook to one student's work, and the table as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, sign_in, solution
from tests.site import Site
from tests.visitor import Visitor

pytestmark = pytest.mark.browser
LAB = f"{COURSE}labs/penalties/"


@pytest.fixture
def student(site: Site, make_student: Callable[[], dict[str, str]]) -> str:
    """The login of a student who has handed in a quiz and a lab."""
    login = make_student()
    visitor = Visitor(site.url)
    visitor.sign_in(**login)
    quiz = f"{COURSE}quizzes/l1-regularization/"
    page = visitor.get(quiz)
    answer = [page.option("Have small magnitudes"), *page.fields(":revision")]
    visitor.post(f"{quiz}check/1/", page, answer)
    lab = visitor.get(LAB)
    fields = [*lab.fields("key"), ("code", solution("penalties")), ("purpose", "graded")]
    assert visitor.post(f"{LAB}run/", lab, fields).status == 200
    return login["login"]


def test_an_instructor_finds_a_students_work_and_exports_the_gradebook(
    open_page: Callable[..., Page], site: Site, student: str
):
    page = open_page()
    sign_in(page, site.info["instructor"])
    page.get_by_role("link", name="Gradebook").first.click()
    page.get_by_role("searchbox").fill(student)
    page.get_by_role("button", name="Find").click()
    found = page.locator("tbody th a")
    expect(found).to_have_count(1)
    found.click()
    see_the_attempt(page)
    see_the_submission(page)
    set_a_score(page)
    page.goto(f"{COURSE}gradebook/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Export as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines()))
    assert [row for row in rows if student in row], rows


def row(page: Page, title: str):
    return page.get_by_role("row").filter(has_text=title)


def unfold(page: Page, title: str) -> None:
    """A person's work on an item, if it is folded."""
    work = row(page, title).locator("details.grade-work:not([open]) > summary")
    work.filter(has_text="Submitted work").click()


def see_the_attempt(page: Page) -> None:
    unfold(page, "L1 regularization")
    row(page, "L1 regularization").get_by_role("link", name="Attempt 1").click()
    expect(page.get_by_text("You see it as the student does")).to_be_visible()
    expect(page.locator(".quiz-score")).to_contain_text("0")
    page.go_back()


def see_the_submission(page: Page) -> None:
    def waiting() -> bool:
        return "100" not in (row(page, "Penalties").text_content() or "")

    for _ in range(60):  # the page is no live one: an instructor loads it again
        if not waiting():
            break
        page.wait_for_timeout(1000)
        page.reload()
    unfold(page, "Penalties")
    row(page, "Penalties").locator(".work-list a").first.click()
    expect(page.get_by_text("100 of 100").first).to_be_visible()
    expect(page.get_by_text("def ").first).to_be_visible()
    page.go_back()


def set_a_score(page: Page) -> None:
    row(page, "L1 regularization").get_by_role("link", name="History and changes").click()
    page.get_by_text("Override the score").click()
    page.get_by_label("Points").fill("0.8")
    page.get_by_label("Reason").first.fill("Argued well in the seminar")
    page.get_by_role("button", name="Save score").click()
    expect(page.locator(".cell-score")).to_contain_text("0.8 of 1")
    expect(page.locator(".score-steps")).to_contain_text("Argued well in the seminar")
