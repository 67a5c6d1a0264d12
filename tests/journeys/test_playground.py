"""The playground in a real browser, under the site's own content policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_accessibility import findings
from tests.journeys.test_weight import WATCH

pytestmark = pytest.mark.browser
L1 = (
    "activation=relu&regularization=L1&regularizationRate=0.01&networkShape=6,6&seed=1"
    "&xSquared=true&ySquared=true&xTimesY=true&sinX=true&sinY=true"
)


def figure(page: Page, name: str) -> Locator:
    return page.locator(f".playground-figures div:has(dt:text-is('{name}')) dd")


def test_a_student_trains_a_network_by_keyboard(open_page: Callable[..., Page]):
    page = open_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.add_init_script(WATCH)
    page.goto(f"/playground/#{L1}&noise=99")
    expect(page.locator(".playground-faults")).to_contain_text("noise is a number from 0 to 50")
    expect(figure(page, "Non-zero weights")).to_have_text("84 of 84")

    # Step, then play until epoch 100: what came of it is read out.
    page.get_by_role("button", name="Step").focus()
    page.keyboard.press("Enter")
    status = page.locator(".playground-bar [role=status]")
    expect(status).to_contain_text("Epoch 1:")
    page.get_by_label("Pause at epoch").fill("100")
    page.get_by_label("Epochs per frame").select_option("All that fit")
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Epoch 100:")
    nonzero = int(figure(page, "Non-zero weights").inner_text().split()[0])
    assert 2 <= nonzero <= 15
    assert float(figure(page, "Test loss").inner_text()) < 0.02
    assert [shift for shift in page.evaluate("shifts") if shift[0] > 1e-4] == []

    # A unit, reached by arrow keys, and an example.
    page.locator(".playground-unit[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Layer 2, unit 2: ReLU")).to_be_visible()
    page.get_by_label("Follow one example").check()
    expect(page.locator(".playground-example-part")).to_contain_text("A training example")
    assert findings(page) == []

    # The address is the state; another link is another state.
    page.get_by_label("Regularization rate").select_option("0.1")
    assert "regularizationRate=0.1" in page.url
    expect(figure(page, "Epoch")).to_have_text("0")
    page.evaluate("location.hash = '#dataset=xor&networkShape='")
    expect(page.get_by_role("radio", name="XOR")).to_be_checked()
    expect(page.locator(".playground-layers-told")).to_have_text("0 hidden layers")


@pytest.mark.slow
def test_what_goes_wrong_is_said_on_a_phone(open_page: Callable[..., Page]):
    page = open_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto("/playground/#problem=regression&activation=linear&networkShape=8,8&learningRate=10")
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("alert")).to_contain_text("learning rate is too large")
    expect(page.get_by_role("button", name="Play")).to_be_disabled()
    page.get_by_role("heading", name="Settings").click()
    page.get_by_label("Learning rate").select_option("0.03")
    expect(page.get_by_role("button", name="Play")).to_be_enabled()

    page.get_by_text("Own points").click()
    page.get_by_label("Points as CSV").fill("1,2\n")
    page.get_by_role("button", name="Use these points").click()
    expect(page.get_by_text("Line 1 is no point.")).to_be_visible()
    page.get_by_label("Points as CSV").fill("x,y,label\n1,2,1\n3,3,1\n-1,-2,-1\n-2,0,-1")
    page.get_by_role("button", name="Use these points").click()
    expect(page.get_by_text("4 own points are used.")).to_be_visible()
    assert "points=1:2:1;3:3:1;-1:-2:-1;-2:0:-1" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert findings(page) == []
