"""A file and the editor: what is seen is what is graded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import COURSE, sign_in, write_code
from tests.site import Site

pytestmark = pytest.mark.browser
LAB = f"{COURSE}labs/sparse_softmax_cross_entropy/"
TYPED, LATER, FILE = "typed = 1\n", "later = 3\n", "first = 2\nsecond = 2\n"


def test_a_file_goes_into_the_editor_and_undo_brings_back_what_was_typed(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    page.goto(LAB)
    write_code(page, TYPED)
    choose(page, "ada.py", FILE)
    expect(code(page)).to_have_value(FILE)
    expect(page.locator("[data-loaded]")).to_contain_text("ada.py is in the editor: 2 lines")
    assert page.locator("#file").evaluate("field => field.files.length") == 0
    page.keyboard.press("Control+z")
    expect(code(page)).to_have_value(TYPED)
    expect(page.locator("[data-loaded]")).to_have_text("")
    choose(page, "lab.ipynb", json.dumps({"cells": [{"cell_type": "code", "source": FILE}]}))
    expect(code(page)).to_have_value(re.compile(f"\n# %% Cell 1\n{FILE}$"))
    run(page)
    expect(page.locator("#result .meta").first).to_contain_text("lab.ipynb, 5 lines")


@pytest.mark.slow
def test_what_is_typed_after_a_file_and_the_back_button_is_what_is_graded(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    page.goto(LAB)
    choose(page, "ada.py", FILE)
    expect(code(page)).to_have_value(FILE)
    run(page)
    page.goto(f"{COURSE}grades/")
    page.go_back()
    expect(page.locator(".cm-content")).to_contain_text("first = 2")
    assert page.locator("#file").evaluate("field => field.files.length") == 0
    write_code(page, LATER)
    page.get_by_role("button", name="Submit for grading").click()
    expect(page.locator("#result-title")).to_have_text("Result")
    expect(page.locator("#result .meta").first).to_contain_text("· 1 line ·")
    page.locator("#result a", has_text="Code and report").click()
    expect(page.locator(".code-read")).to_contain_text("later = 3")


@pytest.mark.slow
def test_a_file_that_cannot_be_read_leaves_the_editor_alone(
    open_page: Callable[..., Page], make_student: Callable[[], dict[str, str]]
):
    page = open_page()
    sign_in(page, make_student())
    page.goto(LAB)
    write_code(page, TYPED)
    page.route("**/file/", lambda route: route.fulfill(status=200, body="<html>Sign in</html>"))
    choose(page, "ada.py", FILE)
    expect(page.locator("#file-said")).to_contain_text("ada.py could not be read")
    expect(code(page)).to_have_value(TYPED)


@pytest.mark.slow
def test_without_script_a_file_beside_typed_code_is_a_question(
    browser: Browser, site: Site, make_student: Callable[[], dict[str, str]]
):
    # Not by `open_page`: for Chromium the question, a 409, is an error on its console.
    page = browser.new_context(base_url=site.url, java_script_enabled=False).new_page()
    sign_in(page, make_student())
    page.goto(LAB)
    code(page).fill(TYPED)
    choose(page, "ada.py", FILE)
    page.get_by_role("button", name="Submit for grading").click()
    expect(page.locator("textarea[name=file_code]")).to_have_value(FILE)
    expect(code(page)).to_have_value(TYPED)
    page.get_by_role("button", name="Submit ada.py").click()
    expect(code(page)).to_have_value(FILE)
    expect(page.locator("#result .meta").first).to_contain_text("ada.py, 2 lines")
    page.context.close()


def choose(page: Page, name: str, content: str) -> None:
    upload = page.locator("details.lab-upload")
    if upload.get_attribute("open") is None:
        upload.locator("summary").click()
    file = {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    page.locator("#file").set_input_files(file)


def run(page: Page) -> None:
    page.get_by_role("button", name="Run visible cases").click()
    expect(page.locator("#result [data-live-done]")).to_be_visible(timeout=300_000)


def code(page: Page):
    return page.locator("textarea[name=code]")
