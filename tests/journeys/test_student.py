"""A student from signing in to the score: a chapter, a quiz, a lab, the grades."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import COURSE, mistake, mistakes, sign_in, solution, write_code

pytestmark = pytest.mark.browser
LAB = "sparse_softmax_cross_entropy"


def test_a_student_reads_takes_a_quiz_does_a_lab_and_sees_the_grades(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    read_a_chapter(page)
    take_a_quiz(page)
    do_a_lab(page)
    page.goto(f"{COURSE}grades/")
    expect(row(page, "L1 regularization")).to_contain_text("1 of 1")
    expect(row(page, "Sparse softmax cross-entropy")).to_contain_text(re.compile(r"\d of 10"))


def read_a_chapter(page: Page) -> None:
    page.get_by_role("main").get_by_role("link", name="Regularization for sparsity").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Regularization for sparsity")
    assert page.locator("math").count() > 5
    page.get_by_role("button", name="Mark as read").click()
    page.goto(f"{COURSE}chapters/regularization-for-sparsity/")
    expect(page.get_by_text("You have read this chapter")).to_be_visible()


def take_a_quiz(page: Page) -> None:
    """Where it stands in the chapter: what is chosen survives a reload, and is explained there."""
    check = page.locator("#quiz-l1-regularization")
    check.get_by_label("Have small magnitudes").check()
    page.reload()
    expect(check.get_by_label("Have small magnitudes")).to_be_checked()
    page.evaluate("window.stillTheSamePage = true")
    check.get_by_role("button", name="Check answer").dblclick()
    expect(check.locator(".self-check-verdict")).to_contain_text("Incorrect")
    expect(check.locator(".self-check-verdict")).to_be_focused()
    check.get_by_role("button", name="Try again").click()
    check.get_by_label("Have zero values").check()
    check.get_by_role("button", name="Check answer").click()
    expect(check.locator(".self-check-verdict")).to_contain_text("Correct")
    expect(check.get_by_text("Explanation", exact=True)).to_be_visible()
    expect(check).to_contain_text("Your best attempt counts: 1 of 1. 8 attempts left.")
    assert page.evaluate("window.stillTheSamePage")
    page.reload()
    expect(check.locator(".self-check-verdict")).to_contain_text("Correct")


def do_a_lab(page: Page) -> None:
    page.goto(f"{COURSE}labs/{LAB}/")
    write_code(page, solution(LAB))
    page.get_by_role("button", name="Run visible cases").click()
    result = page.locator("#result")
    expect(result.locator("h2")).to_have_text("Visible cases")
    expect(result.locator("[data-live-done]")).to_be_visible()
    page.evaluate("window.stillTheSamePage = true")
    submit(page, mistake(LAB, mistakes(LAB)[0]))
    expect(result.locator(".score")).not_to_have_text("100 of 100")
    submit(page, solution(LAB))
    expect(result.locator(".score")).to_have_text("100 of 100")
    assert page.evaluate("window.stillTheSamePage")


def submit(page: Page, code: str) -> None:
    """Hands code in and waits for its report, without loading the page again."""
    before = page.locator("#result a", has_text="Code and report").get_attribute("href")
    write_code(page, code)
    page.get_by_role("button", name="Submit for grading").click()
    report = page.locator("#result a", has_text="Code and report")
    expect(report).not_to_have_attribute("href", before or "")
    expect(page.locator("#result [data-live-done]")).to_be_visible(timeout=300_000)
    expect(page.locator("#result .score")).to_be_visible()


def row(page: Page, title: str):
    return page.get_by_role("row").filter(has_text=title)
