import json
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from quizzes.pages import script_replies
from quizzes.selectors.own_attempt import AttemptLookup
from quizzes.services import SaveResult
from tests.quizzes.attempts import RIGHT, finish, save

AT = datetime(2026, 5, 4, 12, 30, 1, 999, tzinfo=UTC)


def test_readings_are_told_by_field():
    reply = script_replies.saved_reply(SaveResult(AT, {}, readings={"half": "0.5"}))
    assert reply["readings"] == {"half": "Read as 0.5"}


def test_a_save_is_answered_with_its_time_and_the_versions():
    reply = script_replies.saved_reply(SaveResult(AT, {}, {"zero": 2}))
    assert reply == {"saved": "2026-05-04T12:30:01+00:00", "versions": {"zero": 2}}


def test_a_save_tells_how_long_the_time_runs(begin):
    attempt = begin("time_limit: 30\n")
    reply = script_replies.saved_reply(save(attempt, RIGHT))
    ends_at = datetime.fromisoformat(reply["ends_at"])
    assert ends_at == attempt.started_at + timedelta(minutes=30)
    assert datetime.fromisoformat(reply["now"]) < ends_at


def test_what_was_not_saved_is_answered_by_question():
    result = SaveResult(AT, {"zero": "No.", "grow": "Neither."}, {"zero": 1}, frozenset({"zero"}))
    response = script_replies.not_saved_reply(result.refused, 422, result)
    reply = json.loads(response.content)
    assert response.status_code == 422
    assert (reply["sentence"], reply["refused"]) == ("No. Neither.", dict(result.refused))
    assert (reply["newer"], reply["versions"]) == (["zero"], {"zero": 1})


def test_a_refusal_of_everything_has_its_sentence_alone():
    response = script_replies.not_saved_reply({"": "Too late."}, 409)
    assert (response.status_code, json.loads(response.content)) == (409, {"sentence": "Too late."})


@pytest.mark.parametrize(
    ("post", "number"),
    [("", None), (":page=cures", 2), (":page=other", None), (":page=a%00", None)],
)
def test_a_form_leads_to_the_question_of_its_page(attempt, post, number):
    data = QueryDict(post)
    assert script_replies.question_number(data, attempt) == number
    query = f"?question={number}" if number else ""
    assert script_replies.page_url(data, attempt) == attempt.get_absolute_url() + query


def test_the_status_has_versions_and_the_servers_time(attempt):
    save(attempt, RIGHT)
    now = timezone.now()
    mine = AttemptLookup.of(attempt).attempt_or_404()
    assert script_replies.status_reply(mine, now) == {
        "open": True,
        "versions": {"zero": 1, "cures": 0, "grow": 0},
        "now": now.isoformat(),
        "ends_at": None,
    }
    finish(attempt)
    mine = AttemptLookup.of(attempt).attempt_or_404()
    assert not script_replies.status_reply(mine, now)["open"]
