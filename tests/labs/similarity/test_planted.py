"""The copied pair of a demo class."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.items.turns import Turn
from labs.comparisons import Comparison
from labs.models import State
from labs.similarity import planted
from tests.factories import make_student


def turns(course, count: int) -> list[Turn]:
    at = timezone.now() - timedelta(days=1)
    people = [make_student(course, f"demo-{number}") for number in range(count)]
    return [Turn(person, 0.5, (at,), None, "seed") for person in people]


@pytest.mark.parametrize("slug", [path.name for path in planted.FOLDER.iterdir()])
def test_the_pair_stands_out_in_a_class_that_hands_in_the_labs_programs(
    slug: str, course, ada, make_lab, make_submission
) -> None:
    lab = make_lab(slug)
    made = turns(course, 12)
    alike = planted.chosen(lab, made)
    assert len(alike) == 2
    own = [text for name, text in lab.lab_revisions.get().files.items() if "solutions/" in name]
    for number, turn in enumerate(made):
        code = alike.get(turn.user.pk) or own[number % len(own)]
        make_submission(item=lab, user=turn.user, code=code, state=State.DONE, score=80.0)

    planted.compare(lab, made, ada)

    pairs = Comparison.objects.get(item=lab).pairs.all()
    assert {pairs[0].left.user_id, pairs[0].right.user_id} == set(alike)
    assert [pair.stands_out for pair in pairs] == [True, *[False] * (len(pairs) - 1)]


def test_labs_without_such_programs_and_tiny_classes_have_none(course, lab) -> None:
    assert planted.chosen(lab, turns(course, 3)) == {}
    lab.slug = "feature_crosses"
    assert planted.chosen(lab, turns(course, 0)) == {}
