"""Attempts that survive what happens to people: no network, two tabs, a restart, the clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.timed import COURSE, load_timed_course
from tests.site import Site
from tests.visitor import Visitor

pytestmark = pytest.mark.browser
PASSWORD = "correct horse 27 battery"
TEACHER = {"login": "timed-teacher", "password": PASSWORD}  # in no other course
_number = count(1)


@pytest.fixture(scope="module")
def timed_site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of all journeys, with one course more."""
    folder = tmp_path_factory.mktemp("timed") / "course"
    Visitor(site.url).sign_up(**TEACHER)
    load_timed_course(site, folder, TEACHER["login"])
    return site


@pytest.fixture
def learner(timed_site: Site) -> dict[str, str]:
    """The login of somebody who is in the course."""
    login = {"login": f"timed-{next(_number)}", "password": PASSWORD}
    visitor = Visitor(timed_site.url)
    visitor.sign_up(**login)
    joined = visitor.post(f"{COURSE}join/", visitor.get(COURSE))
    assert joined.path == COURSE
    return login


@pytest.fixture
def sign_in(
    browser: Browser, timed_site: Site, learner: dict[str, str]
) -> Iterator[Callable[[], BrowserContext]]:
    """A browser of the learner's; its console may complain, as networks get lost here."""
    contexts = []

    def sign_in() -> BrowserContext:
        context = browser.new_context(base_url=timed_site.url)
        context.set_default_timeout(120_000)
        contexts.append(context)
        sign_in_tab(context, learner)
        return context

    yield sign_in
    for context in contexts:
        context.close()


def sign_in_tab(context: BrowserContext, learner: dict[str, str]) -> None:
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(learner["login"])
    page.locator("[name=password]").fill(learner["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("main").get_by_role("button", name="Sign in")).to_have_count(0)
    page.close()


def begin(context: BrowserContext, quiz: str = "long") -> Page:
    page = context.new_page()
    page.goto(f"{COURSE}quizzes/{quiz}/")
    page.get_by_role("button", name="Start the quiz").click()
    expect(page.locator("[data-clock]")).to_contain_text("left")
    return page


def width(page: Page):
    return page.get_by_label("Blank 1 of 2")


def state(page: Page):
    return page.locator("#question-1 [data-save-state]")


def test_what_is_typed_without_network_is_sent_when_it_is_back(sign_in):
    context = sign_in()
    page = begin(context)
    width(page).fill("neur")
    expect(state(page)).to_contain_text("Saved")
    context.set_offline(True)
    width(page).fill("neurons")
    expect(state(page)).to_contain_text("Offline: kept in this browser")
    context.set_offline(False)
    expect(state(page)).to_contain_text("Saved")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(width(page)).to_have_value("neurons")


@pytest.mark.slow
def test_what_is_answered_before_the_script_runs_is_saved(sign_in):
    page, held = begin(sign_in()), []
    page.route("**/quiz*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    width(page).fill("neurons")
    while not held:
        page.wait_for_timeout(50)
    assert state(page).text_content() == ""
    held[0].continue_()
    expect(state(page)).to_contain_text("Saved")


@pytest.mark.slow
def test_a_lid_closed_without_network_loses_nothing(sign_in):
    context = sign_in()
    page = begin(context)
    address = page.url
    context.set_offline(True)
    width(page).fill("neurons")
    expect(state(page)).to_contain_text("Offline")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(width(page)).to_have_value("neurons")
    expect(state(page)).to_contain_text("Saved")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(width(page)).to_have_value("neurons")


@pytest.mark.slow
def test_signing_in_again_in_another_tab_sends_what_was_typed_meanwhile(sign_in, learner):
    context = sign_in()
    page = begin(context)
    context.clear_cookies(name="sessionid")
    width(page).fill("neurons")
    expect(state(page)).to_contain_text("Signed out: kept in this browser")
    sign_in_tab(context, learner)  # and the security token of the page is out of date
    expect(state(page)).to_contain_text("Saved")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(width(page)).to_have_value("neurons")


@pytest.mark.slow
def test_a_form_of_before_signing_in_again_is_sent_at_the_first_click(sign_in, learner):
    context = sign_in()
    page = begin(context)
    width(page).fill("neurons")
    expect(state(page)).to_contain_text("Saved")
    context.clear_cookies(name="sessionid")
    page.locator("button[name=finish]").click()
    again = page.get_by_role("button", name="Send again")
    expect(again).to_be_visible()
    sign_in_tab(context, learner)
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        again.click()
    assert sent.value.status == 302
    page.wait_for_url("**/finish/")


@pytest.mark.slow
def test_two_tabs_of_one_browser_show_the_same(sign_in):
    context = sign_in()
    first = begin(context)
    second = context.new_page()
    second.goto(first.url)
    width(first).fill("neurons")
    expect(state(first)).to_contain_text("Saved")
    expect(width(second)).to_have_value("neurons")
    second.get_by_label("Blank 2 of 2").fill("layers")
    expect(state(second)).to_contain_text("Saved")
    first.reload()
    expect(width(first)).to_have_value("neurons")
    expect(first.get_by_label("Blank 2 of 2")).to_have_value("layers")


@pytest.mark.slow
def test_an_older_page_of_another_browser_replaces_nothing_unseen(sign_in):
    first = begin(sign_in())
    second = sign_in().new_page()
    second.goto(first.url)
    second.route("**/status/", lambda route: route.abort())  # so that it stays an older page
    width(first).fill("neurons")
    expect(state(first)).to_contain_text("Saved")
    width(second).fill("wires")
    expect(state(second)).to_contain_text("Another page saved a newer answer")
    first.reload()
    expect(width(first)).to_have_value("neurons")
    second.get_by_role("button", name="Save this answer instead").click()
    expect(state(second)).to_contain_text("Saved")
    first.reload()
    expect(width(first)).to_have_value("wires")


@pytest.mark.slow
def test_a_restart_of_the_site_in_the_middle_loses_nothing(sign_in, timed_site):
    context = sign_in()
    page = begin(context)
    width(page).fill("neurons")
    expect(state(page)).to_contain_text("Saved")
    timed_site.stop()
    page.get_by_label("Blank 2 of 2").fill("layers")
    expect(state(page)).to_contain_text("kept in this browser")
    timed_site.start_again()
    expect(state(page)).to_contain_text("Saved")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(width(page)).to_have_value("neurons")
    expect(page.get_by_label("Blank 2 of 2")).to_have_value("layers")


@pytest.mark.slow
def test_extra_time_arrives_while_the_clock_runs(sign_in, timed_site, learner):
    page = begin(sign_in())
    assert left(page) <= 1800
    visitor = Visitor(timed_site.url)
    visitor.sign_in(**TEACHER)
    listed = visitor.get(f"{COURSE}gradebook/?q={learner['login']}")
    found = re.search(r"/gradebook/(\d+)/", listed.text)
    assert found, listed.text
    give = visitor.get(f"{COURSE}extensions/give/?item=quiz/long")
    fields = {"whom": f"student:{found.group(1)}", "item": "quiz/long", "time_factor": "1.5"}
    visitor.post(f"{COURSE}extensions/give/", give, fields | {"reason": "A doctor's letter"})
    expect(page.locator("[data-clock]")).to_contain_text(re.compile("4[34]:"))
    expect(page.locator("[data-clock-warning]")).to_contain_text("You have more time")


@pytest.mark.slow
def test_the_clock_hands_in_with_what_was_typed_last(sign_in):
    page = begin(sign_in(), "short")
    width(page).fill("neurons")
    page.get_by_label("The sum of sizes").check()
    expect(page.locator("[data-clock-warning]")).to_contain_text("1 minute left")
    expect(page.locator(".quiz-score")).to_contain_text("1.5 of 2 points")


@pytest.mark.slow
def test_the_clock_hands_in_when_nobody_is_there(sign_in):
    context = sign_in()
    page = begin(context, "brief")
    page.get_by_label("The sum of sizes").check()
    expect(page.locator("#question-2 [data-save-state]")).to_contain_text("Saved")
    address = page.url
    page.close()
    page = context.new_page()
    for _ in range(20):
        page.wait_for_timeout(5_000)
        page.goto(f"{COURSE}quizzes/brief/")
        if page.get_by_role("link", name="Continue attempt").count() == 0:
            break
    page.goto(address)
    expect(page.locator(".quiz-score")).to_contain_text("1 of 2 points")


def left(page: Page) -> int:
    """Seconds that the clock shows."""
    words = page.locator("[data-clock]").inner_text()
    minutes, seconds = re.search(r"(\d+):(\d\d) left", words).groups()
    return 60 * int(minutes) + int(seconds)
