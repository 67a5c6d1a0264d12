"""Scores from a file: read, previewed, set, refused."""

from __future__ import annotations

import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.exchange import grades, importing
from courseware.exchange.files import write_csv, write_xlsx
from courseware.exchange.importing import preview
from courseware.exchange.rows import ImportRefused, rows_of
from courseware.gradebook.bulk_services import undo_batch
from courseware.gradebook.models import Score, ScoreBatch
from courseware.gradebook.services import excuse_score, override_score
from courseware.people.selectors import students_of
from tests.factories import make_course, make_item, make_score, make_student


def read(course, text: str) -> importing.Preview:
    return preview(course, students_of(course), rows_of(text.encode()))


def exported(course, make, write) -> bytes:
    file = io.BytesIO()
    write(make(course, students_of(course)), file)
    return file.getvalue()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
@pytest.mark.parametrize("make", [grades.full, grades.canvas, grades.moodle])
def test_importing_an_export_changes_nothing(course, items, class_, make, write) -> None:
    rng = random.Random(1)
    for number in range(20):
        student = make_student(course, f"={number}" if number % 3 else "")
        make_score(items[number % 2], student, rng.random())
    found = preview(course, students_of(course), rows_of(exported(course, make, write)))
    assert (found.changes, found.problems) == ([], [])
    assert found.unchanged >= 22


SHARES = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 1 / 3, 0.95, 1.0])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    points=st.lists(st.sampled_from([0.5, 1.0, 2.5, 7.0, 12.25, 100.0]), min_size=1, max_size=3),
    shares=st.lists(st.tuples(SHARES, SHARES, st.booleans()), min_size=1, max_size=6),
    write=st.sampled_from([write_csv, write_xlsx]),
)
def test_any_export_is_imported_as_it_was(ada, points, shares, write) -> None:
    """Into the same course it changes nothing; into scores wiped out it brings them back."""
    course = make_course()
    items = [make_item(course, points=worth) for worth in points]
    for number, (graded, override, excused) in enumerate(shares):
        student, item = make_student(course), items[number % len(items)]
        if graded is not None:
            make_score(item, student, graded)
        if override is not None:
            override_score(item=item, user=student, fraction=override, reason="Oral", by=ada)
        if excused:
            excuse_score(item=item, user=student, excused=True, reason="Ill", by=ada)
    file = exported(course, grades.full, write)
    found = preview(course, students_of(course), rows_of(file))
    assert (found.changes, found.problems) == ([], [])

    stood = effective_points(course)
    Score.objects.filter(item__course=course, excused=False).delete()
    found = preview(course, students_of(course), rows_of(file))
    if found.changes:
        token = found.token(course)
        importing.apply(course, students_of(course), token, reason="Back", by=ada)
    assert effective_points(course) == stood


def effective_points(course) -> dict[tuple[int, int], object]:
    """Points by student and item, as exactly as a file shows them."""
    scores = Score.objects.filter(item__course=course).select_related("item")
    return {
        (score.user_id, score.item_id): pytest.approx(
            score.effective * float(score.item.points), abs=1e-6
        )
        for score in scores
        if score.effective is not None
    }


def test_an_import_is_previewed_confirmed_logged_and_undone(course, ada, items, class_) -> None:
    found = read(course, 'login,lab/second,First\nDORA,3,\nfay,1.5,"2,5"\nemil,,excused\n')
    changes = [(c.line, c.user.username, c.item.slug, c.before, c.after) for c in found.changes]
    assert changes == [
        (2, "dora", "second", 1.5, 3.0),
        (3, "fay", "second", None, 1.5),
        (3, "fay", "first", None, 2.5),
    ]
    before = list(Score.objects.order_by("pk").values_list("user", "override", "excused"))
    batches = importing.apply(
        course, students_of(course), found.token(course), reason="Oral exam", by=ada
    )
    score = Score.objects.get(user=class_["dora"], item=items[1])
    assert (score.override, score.override_reason, score.set_by) == (1.0, "Oral exam", ada)
    assert sorted(batch.count for batch in batches) == [1, 2]
    for batch in batches:
        undo_batch(batch=batch, by=ada)
    after = Score.objects.filter(user__in=[u for u, *_ in before]).order_by("pk")
    assert list(after.values_list("user", "override", "excused"))[: len(before)] == before
    assert Score.objects.get(pk=score.pk).effective == 0.5


def test_every_line_with_a_problem_is_told(course, items, class_) -> None:
    found = read(
        course,
        "email,First,Remarks\ndora@example.org,11,x\nnobody@example.org,1,\n"
        "fay@example.org,abc,\nfay@example.org,1,\n\nemil@example.org,-1,\n",
    )
    assert [problem.line for problem in found.problems] == [2, 3, 4, 5, 7]
    assert found.ignored == ["Remarks"] and found.changes == []
    assert "not a student in this course" in found.problems[1].sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"login\n", "row of column names"),
        (b"name,First\nDora,1\n", "no column"),
        (b"login,Third\ndora,x\n", "No column matches an item"),
    ],
)
def test_a_table_without_students_or_items_is_refused(
    course, items, class_, data: bytes, sentence: str
) -> None:
    with pytest.raises(ImportRefused, match=sentence):
        preview(course, students_of(course), rows_of(data))


def test_decimal_commas_of_a_spreadsheet(course, items, class_) -> None:
    (change,) = read(course, "\ufefflogin;First\r\nfay;2,5\r\n").changes
    assert change.after == 2.5


def test_what_happens_to_overrides_and_excuses_is_said(course, ada, items, class_) -> None:
    override_score(item=items[0], user=class_["fay"], fraction=0.4, reason="Oral", by=ada)
    found = read(course, "login,First\nemil,3\nfay,5\ndora,8\n")
    notes = {change.user.username: change.note for change in found.changes}
    assert notes == {
        "emil": "The student stays excused: the points count when the excuse ends.",
        "fay": "Replaces the override of 4 points: “Oral”.",
        "dora": "",
    }
    assert (found.replacing, found.of_excused) == (1, 1)
    importing.apply(course, students_of(course), found.token(course), reason="File", by=ada)
    again = read(course, "login,First\nemil,3\nfay,5\ndora,8\n")
    assert (again.changes, again.unchanged) == ([], 3)
    emil = Score.objects.get(user=class_["emil"], item=items[0])
    assert (emil.excused, emil.override, emil.effective) == (True, 0.3, None)


def test_an_excuse_in_a_file_excuses_nobody_and_says_so(course, items, class_) -> None:
    found = read(course, "login,First\nemil,excused\ndora,EX\nfay,excused\n")
    assert (found.changes, found.problems, found.unchanged) == ([], [], 1)
    assert [note.line for note in found.notes] == [3, 4]
    assert "Dora dorason is not excused" in found.notes[0].sentence


@pytest.mark.parametrize("change", [{"excused": True}, {"override": 0.0}])
def test_an_excuse_or_override_since_the_preview_stops_the_import(
    course, ada, items, class_, change
) -> None:
    make_score(items[0], class_["fay"], 0.0)
    token = read(course, "login,First\nfay,1\n").token(course)
    Score.objects.filter(user=class_["fay"], item=items[0]).update(**change)
    with pytest.raises(ImportRefused, match="changed since"):
        importing.apply(course, students_of(course), token, reason="r", by=ada)


def test_what_has_changed_since_the_preview_is_not_set(course, ada, items, class_) -> None:
    token = read(course, "login,First\ndora,10\nfay,1\n").token(course)
    Score.objects.filter(user=class_["dora"], item=items[0]).update(fraction=0.9)
    with pytest.raises(ImportRefused, match="changed since"):
        importing.apply(course, students_of(course), token, reason="r", by=ada)
    assert not ScoreBatch.objects.exists()


def test_a_preview_is_good_for_its_course_and_students_alone(course, ada, items, class_) -> None:
    token = read(course, "login,First\ndora,10\n").token(course)
    other = make_course()
    nobody = students_of(other)
    for wrong in (token + "x", ""):
        with pytest.raises(ImportRefused, match="has expired"):
            importing.apply(course, students_of(course), wrong, reason="r", by=ada)
    for where, who in ((course, nobody), (other, nobody)):
        with pytest.raises(ImportRefused, match="have changed"):
            importing.apply(where, who, token, reason="r", by=ada)


def test_too_many_changes_are_refused(course, items, class_, monkeypatch) -> None:
    monkeypatch.setattr(importing, "MAX_CHANGES", 1)
    with pytest.raises(ImportRefused, match="Split"):
        read(course, "login,First\ndora,1\nfay,1\n")
