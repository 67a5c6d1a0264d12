"""Who is in the table of a lab, in which order, and what others learn of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from labs.class_table import choose_display, class_table, table_of
from labs.models import Listing
from tests.factories import make_student


@pytest.fixture
def hand_in(lab: Any, make_submission: Any) -> Any:
    """A graded submission with a record, or without."""

    def hand_in(user: Any, value: Any, **fields: Any) -> Any:
        record = None if value is None else {"label": "Weights", "value": value}
        fields = {"state": "done", "report": {"result": {"record": record}}} | fields
        return make_submission(user=user, **fields)

    return hand_in


def rows(lab: Any, user: Any) -> list[tuple[int, str, float, bool]]:
    table = class_table(lab, user, "Weights")
    return [(row.place, row.name, row.value, row.is_own) for row in table.rows]


def test_nobody_is_listed_who_did_not_choose_to_be(lab: Any, ben: Any, hand_in: Any) -> None:
    hand_in(ben, 20)
    assert rows(lab, ben) == []
    assert class_table(lab, ben, "Weights").display == ""


def test_the_least_of_each_person_counts_and_equal_ones_share_a_place(
    lab: Any, course: Any, ben: Any, hand_in: Any
) -> None:
    eva, tom = make_student(course, "eva"), make_student(course, "tom")
    for user, values in ((ben, (24, 20)), (eva, (18,)), (tom, (20,))):
        choose_display(lab, user, "name")
        for value in values:
            hand_in(user, value)

    assert [(place, value) for place, _name, value, _own in rows(lab, ben)] == [
        (1, 18),
        (2, 20),
        (2, 20),
    ]
    assert [own for *_rest, own in rows(lab, ben)] == [False, True, False]


def test_a_name_is_shown_only_where_it_was_chosen(lab: Any, ben: Any, hand_in: Any) -> None:
    hand_in(ben, 20)
    choose_display(lab, ben, "anonymous")
    assert rows(lab, ben) == [(1, "Somebody", 20, True)]
    choose_display(lab, ben, "name")
    assert rows(lab, ben)[0][1] == ben.display_name
    choose_display(lab, ben, "")
    assert rows(lab, ben) == [] and not Listing.objects.exists()


def test_trials_and_results_without_a_record_are_not_compared(
    lab: Any, ben: Any, hand_in: Any
) -> None:
    choose_display(lab, ben, "name")
    hand_in(ben, 5, purpose="trial")
    hand_in(ben, None)
    hand_in(ben, 5, state="queued")
    assert rows(lab, ben) == []


def test_the_page_offers_the_choice_where_a_lab_has_a_record(
    make_playground_lab: Any, ben: Any
) -> None:
    make_playground_lab()
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)

    page = client.get("/courses/ml/labs/clouds/").text
    form = page.partition("No one is listed yet.")[2]
    token = form.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    sent = {"display": "anonymous", "csrfmiddlewaretoken": token}
    response = client.post("/courses/ml/labs/clouds/listing/", sent)

    assert response.url.endswith("/labs/clouds/#table")
    assert '<option value="anonymous" selected>' in client.get("/courses/ml/labs/clouds/").text


def test_other_labs_have_no_table(client: Client, lab: Any, ben: Any) -> None:
    lab.lab_revisions.update(weights={"correctness": 100, "performance": 0})
    client.force_login(ben)
    assert "Leaderboard" not in client.get("/courses/ml/labs/twice/").text


def test_labs_with_points_for_speed_have_a_table_of_it(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    revision = lab.lab_revisions.get()
    for ratio, void in ((1.5, False), (1.2, False), (0.1, True)):
        report = {"performance": {"ratio": ratio, "void": void}}
        make_submission(state="done", verdict="passed", report=report)
    choose_display(lab, ben, "anonymous")

    table = table_of(lab, ben, revision)

    assert table is not None and "as fast as the reference" in table.note
    assert [(row.value, row.name, row.is_own) for row in table.rows] == [(1.2, "Somebody", True)]
    revision.weights = {"correctness": 100.0, "performance": 0.0}
    assert table_of(lab, ben, revision) is None


def test_an_instructor_who_tries_the_lab_out_is_not_listed(
    lab: Any, ada: Any, ben: Any, hand_in: Any
) -> None:
    for person in (ada, ben):
        choose_display(lab, person, "name")
        hand_in(person, 20)
    assert [name for _, name, _, _ in rows(lab, ben)] == ["Ben"]
