"""The style page in a real browser, under the site's own content policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(site: Site, browser: Any) -> Iterator[Any]:
    """The style page; at the end nothing may have been complained about."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{site.url}/style/")
    page.wait_for_selector(".cm-content")
    yield page
    context.close()
    assert complaints == []


def write(page: Any, text: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


@pytest.mark.slow
def test_a_chosen_theme_outlives_the_page(page):
    page.click("summary:has-text('Theme')")
    page.check("input[value=dark]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    ground = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert ground == "dark"


@pytest.mark.slow
def test_escape_closes_a_menu_and_gives_the_focus_back(page):
    page.click("summary:has-text('Theme')")
    page.keyboard.press("Escape")
    assert page.locator("[data-theme-switch][open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_editor_keeps_its_field_and_a_draft(page):
    write(page, "# mine")
    assert page.input_value("#s-code").endswith("# mine")
    page.reload()
    page.wait_for_selector(".cm-content")
    assert page.input_value("#s-code").endswith("# mine")
    page.click("text=Use the version stored on the site")
    assert "# mine" not in page.input_value("#s-code")


def test_typing_over_a_selection_replaces_it(page):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("x")
    assert page.input_value("#s-code") == "x"
    page.keyboard.press("Control+a")
    page.keyboard.type("(")
    assert page.input_value("#s-code") == "(x)"


def test_reset_brings_the_starter_code_and_undo_takes_it_back(page):
    write(page, "# mine")
    page.click(".editor-bar button:has-text('Reset to the starter code')")
    assert page.input_value("#s-code") == "import numpy as np\n"
    page.keyboard.press("Control+z")
    assert page.input_value("#s-code").endswith("# mine")


@pytest.mark.slow
def test_control_enter_presses_the_buttons(page):
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast", has_text="runs the visible cases")).to_be_visible()
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".toast", has_text="submits the code")).to_be_visible()


@pytest.mark.slow
def test_tab_indents_and_after_escape_it_leaves(page):
    write(page, "\nif x:")
    page.keyboard.press("Enter")
    before = page.input_value("#s-code")
    page.keyboard.press("Tab")
    assert page.input_value("#s-code") == before + "    "
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.classList.contains('editor')") is False


def test_an_order_is_arranged_by_buttons(page):
    order = page.locator("[name=q6]")
    assert order.input_value() == "loop:0 total:1"
    page.locator("[data-arrange-entry=start] button:visible:has-text('Use')").click()
    assert order.input_value() == "loop:0 total:1 start:0"
    up = page.locator("[data-arrange-entry=start] button:has-text('Up')")
    up.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert order.input_value() == "start:0 loop:0 total:1"
    page.locator("[data-arrange-entry=total] button:has-text('Indent less')").click()
    page.locator("[data-arrange-entry=loop] button:has-text('Remove')").click()
    assert order.input_value() == "start:0 total:0"


@pytest.mark.slow
def test_an_entry_can_be_dragged(page):
    page.drag_and_drop("[data-arrange-entry=total] code", "[data-arrange-entry=loop] code")
    assert page.input_value("[name=q6]") == "total:1 loop:0"


def test_pointing_at_a_plot_types_the_coordinate(page):
    plot = page.locator("[data-plot] svg")
    box = plot.bounding_box()
    plot.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert float(page.input_value("[name='q7.x']")) == pytest.approx(5, abs=0.1)
    page.fill("[name='q7.x']", "10")
    assert page.get_attribute(".plot-mark", "d") == "M220 120V20"


@pytest.mark.slow
def test_a_dialog_opens_holds_the_focus_and_closes(page):
    page.click("text=Discard attempt >> nth=0")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.slow
def test_times_are_told_in_the_readers_zone(site, browser):
    context = browser.new_context(timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto(f"{site.url}/style/")
    page.wait_for_selector("time[title]")
    time = page.locator("time[title]").first
    hour = int(time.get_attribute("datetime")[11:13])
    assert time.inner_text().split(", ")[1][:2] == f"{(hour + 9) % 24:02d}"
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_page_scrolls_sideways(site, browser, width):
    """320 pixels are a window of 1280 at four times its size."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    for address in ("/style/", "/accounts/login/", "/no/such/page/"):
        page.goto(site.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    context.close()


@pytest.mark.slow
def test_the_side_list_is_a_drawer_on_a_phone(site, browser):
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{site.url}/style/")
    assert not page.locator(".chapter-list").is_visible()
    page.click("button:has-text('Contents')")
    assert page.locator(".chapter-list").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator(".chapter-list").is_visible()
    context.close()


@pytest.mark.slow
def test_without_script_the_page_reads_and_the_field_is_there(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/style/")
    assert page.locator("#s-code").is_visible()
    assert not page.locator("[data-theme-switch]").is_visible()
    context.close()
