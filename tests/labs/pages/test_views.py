"""Every page of labs for every role."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from labs.models import CaseRecord, State, Submission
from tests.cpu_time import cpu_limit
from tests.factories import make_course, make_instructor, make_student
from tests.labs.writing import DOUBLE

LAB = "/courses/ml/labs/twice/"
RUN = f"{LAB}run/"
GRADED = {"purpose": "graded", "key": "form-1", "code": DOUBLE}


def login(client: Client, user: Any) -> Any:
    client.force_login(user)
    return client


@pytest.fixture
def done(submit: Callable[..., Any]) -> Any:
    """Ben's graded submission, with one visible and one hidden case."""
    submission = submit()
    submission.state, submission.verdict = State.DONE, "wrong_values"
    submission.score, submission.correctness = 60.0, 0.75
    submission.graded_at = timezone.now()
    submission.report = {
        "sentence": "The answer's values are wrong. Twice one is two.",
        "correctness": {"score": 0.75, "passed": 1, "of": 2, "first": "one two three"},
        "weights": {"correctness": 80, "performance": 20},
        "thresholds": {"full_at": 2, "zero_at": 20},
        "performance": None,
        "load": None,
    }
    submission.save()
    shown = {
        "name": "one two three",
        "visible": True,
        "passed": False,
        "verdict": "wrong_values",
        "sentence": "The answer's values are wrong.",
        "hint": "Twice one is two.",
        "input": [{"name": "x", "text": "[1.0 2.0 3.0]"}],
        "expected": "[2.0 4.0 6.0]",
        "got": "<script>alert(1)</script>\u202e",
        "worst": {"index": "2", "expected": "6.0", "got": "9.0", "error": "3.0"},
    }
    hidden = {
        "name": "drawn numbers",
        "visible": False,
        "passed": False,
        "verdict": "raised",
        "hint": "Is it twice?",
    }
    CaseRecord.objects.create(submission=submission, position=0, result=shown)
    CaseRecord.objects.create(submission=submission, position=1, result=hidden)
    return submission


def addresses(submission: Any) -> Any:
    page = f"{LAB}submissions/{submission.pk}/"
    return [page, f"{page}result/", f"{page}code/"]


# -- who may see what -----------------------------------------------------------------------------
def test_anonymous_visitors_are_sent_to_sign_in(client: Client, done: Any) -> None:
    for address in [LAB, f"{LAB}submissions/", *addresses(done)]:
        response = client.get(address)
        assert (response.status_code, response.url) == (302, f"/accounts/login/?next={address}")
    refused = client.post(RUN, GRADED)
    assert refused.status_code == 401
    assert "return 2.0 * x" in refused.text  # what was written is handed back
    assert Submission.objects.count() == 1


def test_a_stranger_to_the_course_finds_nothing(client: Client, done: Any, cleo: Any) -> None:
    login(client, cleo)
    for address in [LAB, f"{LAB}submissions/", *addresses(done)]:
        assert client.get(address).status_code == 404
    assert client.post(RUN, GRADED).status_code == 404
    assert Submission.objects.count() == 1


def test_another_student_finds_nothing_of_a_submission(
    client: Client, done: Any, course: Any
) -> None:
    login(client, make_student(course, "dora"))

    for address in addresses(done):
        assert client.get(address).status_code == 404
    assert client.get(f"{done.get_absolute_url()}events/").status_code == 404
    assert client.get(f"{LAB}?show={done.pk}").status_code == 404
    assert DOUBLE not in client.get(LAB).text


def test_its_author_and_the_instructor_see_a_submission(
    client: Client, done: Any, ben: Any, ada: Any
) -> None:
    for person in (ben, ada):
        login(client, person)
        for address in addresses(done):
            assert client.get(address).status_code == 200


def test_an_instructor_of_another_course_finds_nothing(client: Client, done: Any, ada: Any) -> None:
    other = make_course(slug="other")
    login(client, make_instructor(other, "olga"))
    for address in addresses(done):
        assert client.get(address).status_code == 404


def test_a_submission_is_found_under_its_own_lab_and_course_only(
    client: Client, done: Any, make_lab: Callable[..., Any], ada: Any
) -> None:
    make_lab("thrice")
    login(client, ada)

    assert client.get(f"/courses/ml/labs/thrice/submissions/{done.pk}/").status_code == 404
    assert client.get(f"{LAB}submissions/{10**30}/").status_code == 404


def test_only_an_instructor_has_work_graded_again(
    client: Client, done: Any, ben: Any, ada: Any
) -> None:
    again = f"{done.get_absolute_url()}regrade/"

    assert login(client, ben).post(again).status_code == 403
    assert Submission.objects.get().state == State.DONE
    assert login(client, ada).post(again).url == done.get_absolute_url()
    assert Submission.objects.get().state == State.QUEUED
    assert client.get(again).status_code == 405


# -- the lab page ---------------------------------------------------------------------------------
def test_the_lab_page_shows_statement_signature_starter_and_hints(
    client: Client, lab: Any, ben: Any
) -> None:
    page = login(client, ben).get(LAB).text

    assert "<math" in page
    assert "<code>double(x)</code>" in page
    assert "    raise NotImplementedError\n</textarea>" in page
    assert [page.index(hint) for hint in ("What is twice?", "Multiply.", "By two.")] == sorted(
        page.index(hint) for hint in ("What is twice?", "Multiply.", "By two.")
    )
    assert "Nothing has been run yet" in page


def test_each_hint_opens_inside_the_one_before(client: Client, lab: Any, ben: Any) -> None:
    page = login(client, ben).get(LAB).text
    hints = page[
        page.index('class="hints"') : page.index("</section>", page.index('class="hints"'))
    ]

    assert hints.count("<details") == hints.count("</details>") == 3
    assert hints.index("</details>") > hints.index("By two.")


def test_nothing_of_reference_cases_or_solutions_is_on_the_page(
    client: Client, lab: Any, ben: Any
) -> None:
    page = login(client, ben).get(LAB).text

    assert "2.0 * x" not in page
    assert "drawn numbers" not in page
    assert lab.lab_revisions.get().digest not in page


def test_the_editor_shows_the_last_code_and_the_starter_on_request(
    client: Client, done: Any, ben: Any
) -> None:
    login(client, ben)
    area = 'id="code"'

    assert "return 2.0 * x" in client.get(LAB).text.split(area)[1].split("</textarea>")[0]
    starter = client.get(f"{LAB}?show=starter").text.split(area)[1].split("</textarea>")[0]
    assert "raise NotImplementedError" in starter


@pytest.mark.parametrize("shown", ["999999", "9" * 18, "-1", "x", "0"])
def test_a_wrong_number_in_the_address_breaks_nothing(
    client: Client, lab: Any, ben: Any, shown: Any
) -> None:
    assert login(client, ben).get(f"{LAB}?show={shown}").status_code in (200, 404)


def test_a_lab_that_is_not_open_shows_when_it_opens_and_nothing_of_itself(
    client: Client, lab: Any, ben: Any, ada: Any
) -> None:
    lab.opens_at = timezone.now() + timedelta(days=1)
    lab.save()

    response = login(client, ben).get(LAB)
    assert response.status_code == 403
    assert "This opens on" in response.text
    assert "double(x)" not in response.text
    assert client.post(RUN, GRADED).status_code == 403
    assert Submission.objects.count() == 0
    assert "double(x)" in login(client, ada).get(LAB).text


def test_a_retired_lab_is_gone_for_students_and_its_work_stays_for_instructors(
    client: Client, done: Any, lab: Any, ada: Any, ben: Any
) -> None:
    lab.retired = True
    lab.save()

    assert login(client, ben).get(LAB).status_code == 404
    assert client.post(RUN, GRADED).status_code == 404
    assert login(client, ada).get(done.get_absolute_url()).status_code == 200


# -- results --------------------------------------------------------------------------------------
def test_a_verdict_line_says_what_how_many_and_why(client: Client, done: Any, ben: Any) -> None:
    page = login(client, ben).get(LAB).text

    assert "Wrong values" in page
    assert "0 of 2 cases pass" in page
    assert "Twice one is two." in page
    assert "60 of 100" in page


def test_what_code_printed_or_returned_is_shown_as_text(
    client: Client, done: Any, ben: Any
) -> None:
    for address in [LAB, done.get_absolute_url(), f"{done.get_absolute_url()}result/"]:
        page = login(client, ben).get(address).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_calls_of_a_scenario_are_shown_line_by_line(client: Client, done: Any, ben: Any) -> None:
    record = done.cases.get(position=0)
    address = f"{done.get_absolute_url()}result/"
    assert "Calls" not in login(client, ben).get(address).text
    record.result["calls"] = ["r0 = forward(x)", "backward(<g>, r0[1])"]
    record.save()
    page = login(client, ben).get(address).text
    assert '<pre class="calls">r0 = forward(x)\nbackward(&lt;g&gt;, r0[1])\n</pre>' in page


def test_code_with_markup_and_formulas_is_shown_and_downloaded_as_text(
    client: Client, submit: Callable[..., Any], ben: Any
) -> None:
    submission = submit("# </textarea><script>alert(1)</script>\n# =HYPERLINK(1)\n")
    login(client, ben)

    for address in [LAB, submission.get_absolute_url()]:
        assert "<script>alert" not in client.get(address).text
    file = client.get(f"{submission.get_absolute_url()}code/")
    assert file.text == submission.code
    assert file["Content-Type"] == "text/x-python; charset=utf-8"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Disposition"] == f'attachment; filename="twice-{submission.pk}.py"'


def test_very_long_code_is_shown_as_soon_as_short_code(
    client: Client, submit: Callable[..., Any], ben: Any
) -> None:
    submission = submit("(" * 250_000)
    login(client, ben)

    with cpu_limit(2):
        page = client.get(submission.get_absolute_url()).text

    assert "(" * 250_000 in page


def test_no_page_has_inline_scripts_or_styles(client: Client, done: Any, ben: Any) -> None:
    for address in [LAB, done.get_absolute_url(), f"{LAB}submissions/"]:
        page = login(client, ben).get(address)
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert " style=" not in page.text
        assert "<style" not in page.text
        assert not re.search(r"<[^>]+\son[a-z]+=", page.text)
        for tag in page.text.split("<script")[1:]:
            assert "src=" in tag.split(">")[0]


def test_the_grader_at_fault_is_said_to_be_at_fault_and_details_go_to_instructors(
    client: Client, submit: Callable[..., Any], ben: Any, ada: Any
) -> None:
    submission = submit()
    submission.state, submission.grader_error = State.FAILED, "bubblewrap is missing"
    submission.save()

    his = login(client, ben).get(submission.get_absolute_url()).text
    hers = login(client, ada).get(submission.get_absolute_url()).text

    assert "Your code is not at fault" in his
    assert "bubblewrap is missing" not in his
    assert "bubblewrap is missing" in hers
    assert "Grade again" in hers and "Grade again" not in his


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING])
def test_an_interrupted_submission_is_said_to_be_graded_again(
    client: Client, submit: Callable[..., Any], ben: Any, state: Any
) -> None:
    submission = submit()
    login(client, ben)
    assert "interrupted" not in client.get(submission.get_absolute_url()).text

    submission.state, submission.grader_error = state, "The sandbox was killed."
    submission.save()
    page = client.get(submission.get_absolute_url()).text

    assert "The grader was interrupted. Your code is not at fault." in page
    assert "Your submission is being graded again." in page
    assert "The sandbox was killed." not in page


def test_a_waiting_submission_has_live_events_and_a_finished_one_has_none(
    client: Client, done: Any, submit: Callable[..., Any], ben: Any
) -> None:
    login(client, ben)
    assert "data-live=" not in client.get(LAB).text

    waiting = submit("a = 1\n")

    page = client.get(LAB).text
    assert f'data-live="{LAB}submissions/{waiting.pk}/events/"' in page
    assert f'data-live-fragment="{LAB}submissions/{waiting.pk}/result/"' in page
    assert "data-live-done" not in client.get(f"{waiting.get_absolute_url()}result/").text
    assert "data-live-done" in client.get(f"{done.get_absolute_url()}result/").text


def test_history_lists_everything_that_was_run_and_marks_what_counts(
    client: Client, done: Any, submit: Callable[..., Any], ben: Any
) -> None:
    trial = submit("a = 1\n", purpose="trial")

    page = login(client, ben).get(f"{LAB}submissions/").text

    assert page.index(f"submissions/{trial.pk}/") < page.index(f"submissions/{done.pk}/")
    assert page.count("counts</strong>") == 1


# -- the number of queries ------------------------------------------------------------------------
@pytest.mark.parametrize("past", [1, 3])
def test_the_lab_page_asks_the_database_as_often_for_much_history_as_for_little(
    client: Client, done: Any, ben: Any, past: Any, django_assert_num_queries: Any
) -> None:
    for number in range(past):
        Submission.objects.create(
            item=done.item,
            revision=done.revision,
            user=ben,
            code="a",
            key=f"k{number}",
            seed="0",
            state=State.DONE,
            verdict="passed",
            score=50,
            correctness=1.0,
        )
    login(client, ben)

    with django_assert_num_queries(14):  # two are for the table of the class
        client.get(LAB)
    with django_assert_num_queries(8):
        client.get(f"{LAB}submissions/")


def test_every_page_of_a_late_submission_says_how_late_it_was(
    client: Client, ada: Any, ben: Any, done: Any
) -> None:
    Submission.objects.update(late_by=timedelta(days=1, hours=3))
    client.force_login(ben)
    for address in (LAB, f"{LAB}submissions/", *addresses(done)[:2]):
        assert "late by 1 day" in client.get(address).text, address
    client.force_login(ada)
    assert "late by 1 day" in client.get(f"/courses/ml/gradebook/{ben.pk}/").text


def test_a_submission_in_time_is_not_called_late(client: Client, ben: Any, done: Any) -> None:
    client.force_login(ben)
    for address in (LAB, f"{LAB}submissions/", *addresses(done)[:2]):
        assert "late by" not in client.get(address).text, address
