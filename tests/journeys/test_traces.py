"""A submission's way through the site as one trace, which a collector of our own receives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.collector import Collector, Received, run_collector, tree
from tests.journeys.steps import COURSE, sign_in, solution, write_code
from tests.site import Site, run_site
from tests.visitor import Visitor

pytestmark = pytest.mark.slow
LAB = f"{COURSE}labs/penalties/"
TASK = "labs.grade_submission"
POST = "POST /courses/<slug:course>/labs/<slug:slug>/run/"
READ = "GET /courses/<slug:course>/labs/<slug:slug>/submissions/<int:pk>/result/"
PARENTS = {  # of a submission that passes
    f"enqueue {TASK}": POST,
    "INSERT outbox_message": f"enqueue {TASK}",
    f"send {TASK}": f"enqueue {TASK}",
    f"run {TASK}": f"send {TASK}",
    "load": f"run {TASK}",
    "correctness": f"run {TASK}",
    "sandbox": "correctness",
    "cases": "correctness",
    "case": "cases",
    "speed": f"run {TASK}",
    "store": f"run {TASK}",
    "event done": f"enqueue {TASK}",
}
SERVICES = {"web": {POST, f"enqueue {TASK}", "event done"}, "worker": {f"run {TASK}", "store"}}


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with run_collector() as running:
        yield running


@pytest.fixture(scope="module")
def site(collector: Collector, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with run_site(tmp_path_factory.mktemp("traced"), **collector.environment) as running:
        yield running


def complete_trace(collector: Collector, trace_id: str, *more: str) -> list[Received]:
    """The trace, once all programs have sent their part."""
    wanted = {POST, f"run {TASK}", "event done", *more}
    collector.wait_for(lambda _: wanted <= {span.name for span in collector.trace(trace_id)})
    return collector.trace(trace_id)


def check_tree(trace: list[Received]) -> None:
    """All of it hangs together, below the request that stored the submission."""
    by_id = {span.span_id: span for span in trace}
    (root,) = [span for span in trace if span.parent_id not in by_id]
    assert (root.name, root.parent_id, root.service) == (POST, "", "courseware-web")
    assert not any(span.failed for span in trace)
    found = {(span.name, by_id[span.parent_id].name) for span in trace if span is not root}
    assert set(PARENTS.items()) <= found
    for program, names in SERVICES.items():
        service = f"courseware-{program}"
        assert names <= {span.name for span in trace if span.service == service}


def test_one_trace_leads_from_the_request_to_the_event(
    site: Site, collector: Collector, make_student: Callable[[], dict[str, str]]
):
    login, code = make_student(), solution("penalties")
    visitor = Visitor(site.url)
    visitor.sign_in(**login)
    lab = visitor.get(LAB)
    (key,) = lab.fields("key")
    page = visitor.post(f"{LAB}run/", lab, [key, ("code", code), ("purpose", "graded")])
    (events,) = re.findall(r'data-live="([^"]+)"', page.text)
    assert "event: done" in visitor.get(events).text

    (shown,) = re.findall(r'data-live-trace="([^"]+)"', page.text)
    trace = complete_trace(collector, shown[3:35])
    print(tree(trace))
    check_tree(trace)
    (posted,) = [span for span in trace if span.name == POST]
    assert posted.attributes["http.response.status_code"] == 302
    assert posted.attributes["courseware.request_id"]


def test_nothing_of_a_person_or_of_code_is_sent(
    site: Site, collector: Collector, make_student: Callable[[], dict[str, str]]
):
    login = make_student()
    visitor = Visitor(site.url)
    visitor.sign_in(**login)
    lab = visitor.get(LAB)
    (key,) = lab.fields("key")
    code = "def penalty(weights):\n    raise ValueError('a_word_of_the_code')\n"
    before = len(collector.bodies)
    page = visitor.post(f"{LAB}run/", lab, [key, ("code", code), ("purpose", "trial")])
    (events,) = re.findall(r'data-live="([^"]+)"', page.text)
    visitor.get(events)
    (shown,) = re.findall(r'data-live-trace="([^"]+)"', page.text)
    complete_trace(collector, shown[3:35])

    sent = b"".join(collector.bodies[before:])
    secrets = [*login.values(), "Vera", "example.org", "a_word_of_the_code", "penalties", key[1]]
    secrets += [page.token, "127.0.0.1", "Python-urllib"]
    assert b"outbox_message" in sent
    assert [word for word in secrets if word.encode() in sent] == []


@pytest.mark.browser
def test_the_page_reads_the_result_in_the_same_trace(
    open_page: Callable[..., Page],
    collector: Collector,
    make_student: Callable[[], dict[str, str]],
):
    page = open_page()
    sign_in(page, make_student())
    page.goto(LAB)
    write_code(page, solution("penalties"))
    before = {span.trace_id for span in collector.spans if span.name == POST}
    page.get_by_role("button", name="Submit for grading").click()
    expect(page.locator("#result [data-live-done]")).to_be_visible()

    def measured() -> list[str]:
        """Runs that the page starts by itself measure no speed."""
        return [
            s.trace_id for s in collector.spans if s.name == "speed" and s.trace_id not in before
        ]

    collector.wait_for(lambda _: bool(measured()))
    trace = complete_trace(collector, measured()[0], READ)
    check_tree(trace)
    enqueued, done = (
        next(span for span in trace if span.name == name)
        for name in (f"enqueue {TASK}", "event done")
    )
    reads = [span for span in trace if span.name == READ]
    assert {span.parent_id for span in reads} == {enqueued.span_id}
    assert max(span.start for span in reads) >= done.start
