import threading

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from courseware.people.models import Enrollment, User
from courseware.serving.prepared_queries import PreparedQuery

pytestmark = pytest.mark.django_db


def by_name_and_course() -> PreparedQuery:
    def build(name: str, course: int):
        rows = Enrollment.objects.filter(user__username=name, course_id=course)
        return rows.select_related("course", "user")

    return PreparedQuery(build, name=str, course=int)


def test_rows_are_those_of_the_query_for_each_set_of_values(course, ben, ada):
    ask = by_name_and_course()
    for person in (ben, ada, ben):
        (found,) = ask(name=person.username, course=course.pk)
        (usual,) = Enrollment.objects.filter(user=person, course=course)
        assert (found, found.role, found.user, found.course) == (usual, usual.role, person, course)
        assert type(found.course.loaded_at) is type(course.loaded_at)
    assert ask(name="nobody", course=course.pk) == []


def test_each_asking_is_one_query_and_sees_what_has_changed(ben):
    ask = PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)
    ask(pk=ben.pk)
    User.objects.filter(pk=ben.pk).update(first_name="Benjamin")
    with CaptureQueriesContext(connection) as queries:
        (found,) = ask(pk=ben.pk)
    assert (found.first_name, len(queries)) == ("Benjamin", 1)


def test_values_are_given_to_the_database_not_written_into_the_sql(ben):
    ask = PreparedQuery(lambda name: User.objects.filter(username=name), name=str)
    assert ask(name="' OR 1=1 --") == []
    assert ask(name="ben\x02value 0\x03") == []
    assert ask(name=ben.username) == [ben]


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 10**40])
def test_a_number_that_no_key_can_be_finds_nothing(value):
    assert PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)(pk=value) == []


def test_a_text_that_postgresql_cannot_hold_finds_nothing():
    assert (
        PreparedQuery(lambda name: User.objects.filter(username=name), name=str)(name="b\x00") == []
    )


@pytest.mark.parametrize("wrong", ["1", None, True, 1.0])
def test_a_value_of_another_type_is_refused(wrong):
    ask = PreparedQuery(lambda pk: User.objects.filter(pk=pk), pk=int)
    with pytest.raises(TypeError, match="pk is"):
        ask(pk=wrong)


def test_a_query_that_changes_its_values_is_refused():
    ask = PreparedQuery(lambda name: User.objects.filter(username__startswith=name), name=str)
    with pytest.raises(ValueError, match="changes or leaves out its name"):
        ask(name="ben")


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only():
    ask = PreparedQuery(lambda pk: User.objects.select_for_update().filter(pk=pk), pk=int)
    with pytest.raises(TransactionManagementError):
        ask(pk=1)


@pytest.mark.django_db(transaction=True)
def test_threads_ask_through_their_own_connections(ben):
    ask = PreparedQuery(lambda name: User.objects.filter(username=name), name=str)
    found = [ask(name=ben.username)]

    def work() -> None:
        found.append(ask(name=ben.username))
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [[ben], [ben]]
