"""Comparisons as they are stored."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from labs.comparisons import Comparison, SimilarPair

FIGURES = dict.fromkeys(("similarity", "percentile", "shared", "rare"), 1)


def test_a_lab_has_one_open_comparison_and_many_ended_ones(lab) -> None:
    for state in ("done", "failed", "done", "running"):
        Comparison.objects.create(item=lab, state=state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comparison.objects.create(item=lab)
    assert [each.is_open for each in Comparison.objects.order_by("pk")] == [False] * 3 + [True]


def test_the_most_similar_pair_is_first_and_goes_with_its_submission(lab, make_submission) -> None:
    comparison = Comparison.objects.create(item=lab, state="done")
    one, two, three = (make_submission() for _ in range(3))
    for z, right in ((1.0, two), (9.0, three)):
        comparison.pairs.create(left=one, right=right, z=z, stands_out=z > 6, **FIGURES)
    assert [pair.z for pair in comparison.pairs.all()] == [9.0, 1.0]
    three.delete()
    assert SimilarPair.objects.count() == 1
