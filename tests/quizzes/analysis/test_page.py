"""The instructor's page, from attempts made through the services."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from courseware.outbox.models import Message
from courseware.ui.plots import histogram
from quizzes import services, tasks
from quizzes.analysis import reports
from quizzes.analysis.data import load_data, time_spent
from quizzes.analysis.page import analysis_context
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.writing import QUIZ


def take(item, user, **given):
    attempt = services.start_attempt(item=item, user=user)
    changes = [Change(name, {"": value}) for name, value in given.items()]
    services.save_answers(attempt=attempt, changes=changes, by=user)
    return services.finish_attempt(attempt=attempt, by=user)


@pytest.fixture
def item(make_quiz, course):
    """24 attempts: half know what helps and choose the wrong option of the other question."""
    item = make_quiz()
    for number in range(24):
        strong = number % 2 == 0
        good = ["clip", "rate"] if strong else ["doctor"]
        take(item, make_student(course), zero=["l2" if strong else "l1"], cures=good)
    return item


def test_the_page_accuses_the_key_that_is_wrong(client, ada, item):
    client.force_login(ada)
    page = client.get(reverse("quizzes:analysis", args=["ml", item.slug])).content.decode()
    assert "The answer key may be wrong" in page
    assert "They tend to choose “Squared L2”." in page
    assert "style=" not in page


def test_the_figures_are_those_of_the_attempts(item, ada):
    found = analysis_context(item)
    zero, cures, grow = found["rows"]
    assert (zero["statistics"].facility, zero["statistics"].discrimination) == (
        50.0,
        pytest.approx(-100),
    )
    assert (cures["statistics"].facility, grow["blank"]) == (50.0, 1.0)
    assert [(each.key, each.count) for each in zero["choices"]] == [("l1", 12), ("l2", 12)]
    assert found["quiz"].mean == 1.5


def test_first_attempts_are_taken_unless_all_are_asked_for(make_quiz, ben):
    item = make_quiz("attempts: 2\n" + QUIZ)
    take(item, ben, zero=["l2"])
    take(item, ben, zero=["l1"])
    assert analysis_context(item)["rows"][0]["statistics"].facility == 0.0
    assert analysis_context(item, first_only=False)["rows"][0]["statistics"].facility == 50.0


def test_few_attempts_hide_what_chance_decides(client, ada, make_quiz, ben):
    item = make_quiz()
    take(item, ben, zero=["l1"])
    client.force_login(ada)
    page = client.get(reverse("quizzes:analysis", args=["ml", item.slug])).content.decode()
    assert "There is only 1 attempt." in page
    assert "Internal consistency" not in page


def test_only_instructors_see_it(client, ben, make_quiz):
    client.force_login(ben)
    url = reverse("quizzes:analysis", args=["ml", make_quiz().slug])
    assert client.get(url).status_code == 403


def test_gathering_asks_as_much_for_many_attempts(item, django_assert_num_queries):
    revision = item.quiz_revisions.get()
    with django_assert_num_queries(3):
        load_data(item, revision, first_only=True)


def test_time_is_that_before_each_event_and_breaks_are_left_out():
    start = datetime(2030, 1, 1, tzinfo=UTC)
    seconds = [(1, 0, ""), (1, 30, "a"), (1, 40, "b"), (1, 60, "a"), (1, 5000, "b"), (2, 7000, "a")]
    events = [(pk, start + timedelta(seconds=at), name) for pk, at, name in seconds]
    assert time_spent(events) == {"a": [50.0], "b": [10.0]}


def test_a_full_score_lies_in_the_last_tenth():
    assert [bar.count for bar in histogram([0.0, 0.05, 0.1, 0.95, 1.0])] == [
        *(2, 1, 0, 0, 0, 0, 0, 0, 0, 2)
    ]


@pytest.fixture
def large(item, monkeypatch):
    monkeypatch.setattr(reports, "MAX_AT_ONCE", 10)
    return item


def work():
    """What a worker does with what was put into the queue."""
    for message in Message.objects.filter(task=reports.ANALYZE, done_at=None):
        tasks.analyze(*message.args)


def test_a_worker_makes_the_page_of_a_large_class_once(client, ada, large, monkeypatch):
    client.force_login(ada)
    url = reverse("quizzes:analysis", args=["ml", large.slug])
    page = client.get(url).content.decode()
    assert "A worker is computing the statistics" in page
    assert "The answer key may be wrong" not in page
    waiting = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(url, **waiting)
    assert Message.objects.filter(task=reports.ANALYZE, done_at=None).count() == 1
    work()
    assert client.get(url, **waiting)["HX-Refresh"] == "true"

    def never(*args, **kwargs):
        raise AssertionError("worked out again")

    monkeypatch.setattr(reports, "analysis_context", never)
    assert "The answer key may be wrong" in client.get(url).content.decode()


def test_what_has_changed_is_worked_out_again_and_the_last_figures_stay(client, ada, large, course):
    client.force_login(ada)
    url = reverse("quizzes:analysis", args=["ml", large.slug])
    client.get(url)
    work()
    take(large, make_student(course), zero=["l1"])
    page = client.get(url).content.decode()
    assert "Newer ones are being computed" in page
    assert "submitted and graded: 24." in page
    work()
    page = client.get(url).content.decode()
    assert "Newer ones are being computed" not in page
    assert "submitted and graded: 25." in page
