"""Where each lab stands for a person, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from labs.index.rows import lab_rows
from tests.factories import make_course, make_score
from tests.labs.index.made import DONE, STARTED, lab
from tests.labs.writing import FILES

NOW = datetime(2026, 12, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def yaml(*needs: str) -> dict[str, str]:
    more = f"difficulty: hard\ntags: [scale]\nneeds: [{', '.join(needs)}]\n"
    return {"lab_yaml": FILES["lab.yaml"] + more}


@pytest.fixture
def labs(make_lab):
    """Thrice builds on once, and on a lab that is in no course."""
    first = make_lab("once", opens_at=NOW - DAY)
    second = make_lab("thrice", files=yaml("once", "elsewhere"))
    later = make_lab("later", opens_at=NOW + DAY)
    return first, second, later


def by_slug(course, user):
    rows = {row.slug: row for row in lab_rows(course, user, NOW)}
    rows.pop("twice", None)  # the fixture of submissions makes one
    return rows


def test_a_lab_is_next_once_what_it_builds_on_is_done(labs, course, ben, make_submission):
    rows = by_slug(course, ben)
    assert {slug: row.place for slug, row in rows.items()} == {
        "once": "next",
        "thrice": "open",
        "later": "later",
    }
    assert rows["thrice"].before == [rows["once"]]
    make_submission(labs[0], state="done", correctness=1.0, score=90)
    make_score(labs[0], ben, 0.9)
    rows = by_slug(course, ben)
    assert (rows["once"].place, rows["thrice"].place) == ("done", "next")
    assert rows["once"].words == "all cases pass"
    assert rows["later"].opens_at == NOW + DAY


def test_a_lab_that_was_tried_is_in_progress_whatever_it_builds_on(
    labs, course, ben, make_submission
):
    make_submission(labs[1], state="done", correctness=0.5, score=40)
    row = by_slug(course, ben)["thrice"]
    assert (row.place, row.words) == ("started", "50% correct")


def test_other_peoples_work_other_courses_and_retired_labs_are_left_out(
    labs, course, ada, ben, make_submission
):
    make_submission(labs[0], user=ada, state="done", correctness=1.0, score=90)
    labs[2].retired = True
    labs[2].save()
    assert {slug: row.place for slug, row in by_slug(course, ben).items()} == {
        "once": "next",
        "thrice": "open",
    }
    assert lab_rows(make_course(), ben, NOW) == []


def test_the_number_of_queries_does_not_grow_with_the_labs(
    make_lab, course, ben, django_assert_max_num_queries
):
    make_lab("first", due_at=NOW, files=yaml())
    with django_assert_max_num_queries(7) as few:
        lab_rows(course, ben, NOW)
    for number in range(6):
        make_lab(f"lab_{number}", due_at=NOW, files=yaml("first"))
    with django_assert_max_num_queries(len(few)):
        assert len(lab_rows(course, ben, NOW)) == 7


def test_the_sentence_of_a_box_begins_with_what_stands_in_it():
    before = lab("penalties", state=DONE)
    row = lab("ista", before, number="L1.4", minutes=40, difficulty="hard")
    assert row.facts == "L1.4 · 40 min · hard"
    assert row.sentence == "L1.4 · 40 min · hard Ista. Open. builds on Penalties."
    bare = lab("ista", state=STARTED, number="L1.4", minutes=0, difficulty="", place="started")
    assert bare.sentence == "L1.4 Ista. 45% correct."
