"""Workers delete people with all their work, in transactions that do not grow with it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courseware.database import batches
from courseware.deletion import cascade, tasks
from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.services import override_score, record_score
from courseware.outbox.models import Lane, Message
from courseware.people.models import Enrollment, User
from tests.factories import make_item, make_student, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small_and_restless(monkeypatch):
    monkeypatch.setattr(batches, "REST_FACTOR", 0.0)
    monkeypatch.setattr(cascade, "ROWS_PER_TRANSACTION", 2)


@pytest.fixture
def worked(course, ada, ben):
    """Ben has scores with their trails; Ada has set some of them, and of another student."""
    for number in range(5):
        item = make_item(course)
        record_score(item=item, user=ben, fraction=number / 10, reason="work")
        override_score(item=item, user=ben, fraction=1.0, reason="kind", by=ada)
    other = make_student(course)
    override_score(item=item, user=other, fraction=0.5, reason="kind", by=ada)
    return other


def test_all_that_hangs_on_somebody_goes_and_nothing_else(ben, worked):
    tasks.delete("people.User", [ben.pk])
    assert not User.objects.filter(pk=ben.pk).exists()
    assert not Enrollment.objects.filter(user=ben).exists()
    assert list(Score.objects.values_list("user", flat=True)) == [worked.pk]
    assert ScoreChange.objects.filter(score__isnull=False).count() == 1


def test_what_only_names_somebody_stays_without_the_name(ada, worked):
    tasks.delete("people.User", [ada.pk])
    assert ScoreChange.objects.count() == 11
    assert not ScoreChange.objects.filter(by__isnull=False).exists()


def test_no_transaction_deletes_more_than_a_few_rows(ben, worked):
    with CaptureQueriesContext(connection) as queries:
        tasks.delete("people.User", [ben.pk])
    deletions = [query["sql"] for query in queries if query["sql"].startswith("DELETE")]
    assert len(deletions) > 5
    assert all(sql.partition(" IN (")[2].count(",") < 2 for sql in deletions)


def test_a_deletion_that_was_killed_is_simply_done_again(ben, worked, monkeypatch):
    short, left = cascade.short_transaction, [3]

    def killed():
        left[0] -= 1
        if not left[0]:
            raise SystemExit
        return short()

    with monkeypatch.context() as patch:
        patch.setattr(cascade, "short_transaction", killed)
        with pytest.raises(SystemExit):
            tasks.delete("people.User", [ben.pk])
    assert User.objects.filter(pk=ben.pk).exists()
    tasks.delete("people.User", [ben.pk])
    assert not User.objects.filter(pk=ben.pk).exists()


@pytest.fixture
def root(client):
    person = make_user("root", is_superuser=True, is_staff=True)
    client.force_login(person)
    return person


def test_the_admin_asks_without_listing_everything_and_leaves_it_to_a_worker(
    client, root, ben, worked
):
    address = reverse("admin:people_user_delete", args=[ben.pk])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert "Everything that belongs to them" in page
    assert len(queries) < 10
    client.post(address, {"post": "yes"})
    ben.refresh_from_db()
    assert not ben.is_active
    message = Message.objects.get(task=tasks.DELETE)
    assert (message.args, message.lane) == (["people.User", [ben.pk]], Lane.BACKGROUND)
    tasks.delete(*message.args)
    assert not User.objects.filter(pk=ben.pk).exists()
    message.refresh_from_db()
    assert message.done_at is not None


def test_a_class_is_deleted_by_several_tasks(client, root, course, monkeypatch):
    monkeypatch.setattr(tasks, "ROWS_PER_TASK", 2)
    people = [make_student(course).pk for _ in range(5)]
    chosen = {"action": "delete_selected", "_selected_action": people, "post": "yes"}
    client.post(reverse("admin:people_user_changelist"), chosen)
    messages = Message.objects.filter(task=tasks.DELETE)
    assert sorted(pk for each in messages for pk in each.args[1]) == people
    assert messages.count() == 3
