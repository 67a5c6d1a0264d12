import pytest

from courseware.regrades import selectors
from courseware.regrades.models import RegradedWork, Status
from tests.factories import make_student
from tests.quizzes.regrading import complete_attempt, preview


@pytest.fixture
def regrade(make_quiz, course, ada):
    """Works as a preview leaves them: shares before and after, and what else is said of them."""
    item = make_quiz(points=10)
    students = [make_student(course) for _ in range(5)]
    for student in students:
        complete_attempt(item, student)
    regrade = preview(item, ada)
    facts = [
        {"before": 0.2, "after": 0.5, "changes": True, "parts": [["zero", 0.0, 0.3]]},
        {"before": 0.5, "after": 0.2, "changes": True, "by_hand": True},
        {"before": 0.5, "after": 0.5 + 1e-12},
        {"before": None, "after": None, "error": "KeyError: 'x'"},
        {"before": None, "after": 0.4, "changes": True, "parts": [["zero", None, 0.4]]},
    ]
    for row, fields in zip(regrade.works.all(), facts, strict=True):
        RegradedWork.objects.filter(pk=row.pk).update(**fields)
    return regrade


def test_works_are_counted_once_as_what_happens_to_them(regrade, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = selectors.figures(regrade)
    assert {key: found[key] for key in ("all", "gain", "lose", "same", "failed")} == {
        "all": 5,
        "gain": 2,
        "lose": 1,
        "same": 1,
        "failed": 1,
    }
    assert (found["override"], found["to_write"], found["to_gain"]) == (1, 3, 2)
    assert (found["to_lose"], found["to_change"], found["to_note"]) == (1, 3, 0)


def test_results_that_keep_their_points_are_written_and_are_no_change(regrade):
    regrade.works.filter(before=0.5, changes=False).update(changes=True)
    found = selectors.figures(regrade)
    assert (found["to_write"], found["to_change"], found["to_note"]) == (4, 3, 1)


@pytest.fixture
def partly(regrade):
    """As it is left when only gains were applied."""
    gaining = regrade.works.filter(selectors.GAINING)
    gaining.update(state=RegradedWork.State.WRITTEN)
    regrade.only_gains, regrade.state = True, Status.APPLIED
    regrade.save()
    return regrade


def test_what_would_have_lost_is_kept_where_only_gains_were_applied(partly):
    found = selectors.figures(partly)
    assert (found["gain"], found["lose"], found["kept"], found["same"]) == (2, 0, 1, 1)
    assert sum(bar.count for bar in selectors.spread(partly).bars) == 2
    for name in selectors.filters_of(partly):
        assert selectors.rows(partly, name).count() == found[name or "all"], name
    assert [row.is_kept for row in selectors.rows(partly, "kept")] == [True]
    assert not any(row.is_kept for row in selectors.rows(partly, "gain"))


def test_nothing_is_called_kept_before_gains_were_applied(partly):
    partly.state = Status.APPLYING
    assert "kept" not in selectors.figures(partly)
    assert not any(row.is_kept for row in selectors.rows(partly, ""))


@pytest.mark.parametrize("name", selectors.FILTERS)
def test_a_list_has_as_many_rows_as_its_figure_says(regrade, name):
    assert selectors.rows(regrade, name).count() == selectors.figures(regrade)[name or "all"]


def test_parts_add_up_in_points_of_the_item(regrade):
    spread = selectors.spread(regrade)
    (part,) = spread.parts
    assert (part.part, part.gaining, part.losing, round(part.points, 9)) == ("zero", 2, 0, 7.0)
    assert sum(bar.count for bar in spread.bars) == 3
