"""A platform on another host: it registers itself, links to a quiz, and gets a score back.

Everything happens in frames of the platform's pages, where Chromium keeps no cookies for the site.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.courseware.lti.platform import LEARNER, TEACHER, Message, PlatformServer
from tests.journeys.steps import COURSE, sign_in
from tests.site import ROOT, Site, run_site

pytestmark = pytest.mark.browser
OPERATOR = {"login": "operator", "password": "correct horse 27 battery"}
MAKE_OPERATOR = f"""
from courseware.people.models import User
User.objects.create_superuser({OPERATOR["login"]!r}, password={OPERATOR["password"]!r})
"""
GRADE = """
from courseware.gradebook.services import record_score
from courseware.items.models import Item
from courseware.lti.models import Account
item = Item.objects.get(course__slug="machine-learning", kind="quiz", slug="dropout")
user = Account.objects.get(sub={sub!r}).user
record_score(item=item, user=user, fraction=0.5, reason="graded")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("lti"), LTI_PRIVATE="1") as running:
        yield running


@pytest.fixture
def platform(site: Site) -> Iterator[PlatformServer]:
    running = PlatformServer(site.url, host="localhost")
    running.messages = {
        "choose": Message(person=TEACHER, deep=True),
        "quiz": Message(item="quiz/dropout"),
    }
    yield running
    running.switch_off()


def run_in_site(site: Site, script: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", script],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_VAR": str(site.var), "DATABASE_URL": ""},
        check=True,
    )


@pytest.mark.slow
def test_a_platform_registers_links_and_gets_scores(
    open_page: Callable[..., Page], site: Site, platform: PlatformServer
):
    run_in_site(site, MAKE_OPERATOR)
    register(open_page(), open_page(), platform)
    connect_and_choose(open_page(), site, platform)
    learn(open_page(), platform)
    run_in_site(site, GRADE.format(sub=LEARNER.sub))
    until = time.monotonic() + 120
    while not (taken := platform.scores.get(("quiz", LEARNER.sub))):
        assert time.monotonic() < until, platform.requests
        time.sleep(0.2)
    assert taken[-1]["scoreGiven"] / taken[-1]["scoreMaximum"] == 0.5


def register(operator: Page, administrator: Page, platform: PlatformServer) -> None:
    operator.goto("/accounts/login/")
    operator.locator("[name=login]").fill(OPERATOR["login"])
    operator.locator("[name=password]").fill(OPERATOR["password"])
    operator.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(operator.get_by_role("button", name="Sign in")).to_have_count(0)
    operator.goto("/lti/platforms/")
    operator.get_by_role("button", name="Create registration link").click()
    link = operator.locator(".notice code").inner_text()
    platform.registration_link = link
    administrator.goto(f"{platform.url}/registration")
    frame = administrator.frame_locator("iframe")
    frame.get_by_role("button", name="Register").click()
    expect(frame.get_by_text("The platform is registered.")).to_be_visible()
    operator.reload()
    expect(operator.get_by_role("link", name="testing (localhost)")).to_be_visible()


def connect_and_choose(teacher: Page, site: Site, platform: PlatformServer) -> None:
    sign_in(teacher, site.info["instructor"])
    teacher.goto(f"{platform.url}/open/choose")
    frame = teacher.frame_locator("iframe")
    with teacher.expect_popup() as opened:
        frame.get_by_role("button", name="Connect in a new window").click()
    window = opened.value
    window.get_by_role("button", name="Connect to").click()
    window.get_by_label("Course", exact=True).select_option("machine-learning")
    window.get_by_role("button", name="Connect", exact=True).click()
    expect(window.get_by_text("The course is connected.")).to_be_visible()
    window.close()
    teacher.bring_to_front()  # a page behind another paints nothing, and loses clicks in its frame
    teacher.reload()
    frame.locator("[value='quiz/dropout']").check()
    frame.get_by_role("button", name="Add links").click()
    expect(frame.get_by_role("heading", name="Links added")).to_be_visible()
    assert len(platform.deep_links) == 1


def learn(learner: Page, platform: PlatformServer) -> None:
    platform.add_line("quiz")
    platform.messages["quiz"].link = "quiz"
    learner.goto(f"{platform.url}/open/quiz")
    frame = learner.frame_locator("iframe")
    expect(frame.get_by_text(LEARNER.name)).to_be_visible()
    with learner.expect_popup() as opened:
        frame.get_by_role("button", name="Open in a new window").click()
    window = opened.value
    window.wait_for_url(f"**{COURSE}quizzes/dropout/**")
    expect(window.get_by_role("heading", level=1)).to_be_visible()
