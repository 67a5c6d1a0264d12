"""Comparisons are asked for, made by a worker and kept; reviews are added."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.outbox.models import Lane, Message
from labs.comparisons import Choice, Comparison, PairReview, SimilarPair
from labs.models import COMPARE
from labs.own_data import erase
from labs.similarity import services
from labs.similarity.services import ComparisonRefused


def test_a_comparison_waits_behind_students_and_finds_the_copy(lab, ada, class_) -> None:
    asked = services.request_comparison(item=lab, by=ada, choice=Choice.COUNTING)
    message = Message.objects.get(task=COMPARE)
    assert (message.args, message.lane) == ([asked.pk], Lane.BACKGROUND)

    services.run(comparison_id=asked.pk)

    asked.refresh_from_db()
    assert asked.state == "done" and asked.finished_at and asked.done == asked.total == 10
    assert asked.options["known"] and asked.options["k"] and asked.options["grader"]
    assert asked.summary["compared"] == 10 and asked.summary["all_pairs"] == 45
    first = asked.pairs.first()
    assert {first.left.user.username, first.right.user.username} == {"dora", "emil"}
    assert first.stands_out and first.matches[0]["left"]
    assert Message.objects.get(task=COMPARE).done_at is not None


def test_one_comparison_of_a_lab_at_a_time(lab, ada, class_, compared) -> None:
    services.request_comparison(item=lab, by=ada, choice=Choice.LAST)
    with pytest.raises(ComparisonRefused, match="in progress"):
        services.request_comparison(item=lab, by=ada, choice=Choice.LAST)
    with pytest.raises(ComparisonRefused, match="Choose"):
        services.request_comparison(item=lab, by=ada, choice="everything")


def test_a_comparison_that_was_interrupted_is_made_again(lab, ada, class_, monkeypatch) -> None:
    asked = services.request_comparison(item=lab, by=ada, choice=Choice.LAST)

    class Killed(BaseException):
        pass

    def killed(*args: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(services, "compare", killed)
        services.run(comparison_id=asked.pk)
    asked.refresh_from_db()
    assert asked.state == "running"
    services.run(comparison_id=asked.pk)
    services.run(comparison_id=asked.pk)  # sent twice
    asked.refresh_from_db()
    assert asked.state == "done" and asked.pairs.filter(stands_out=True).count() == 1


def test_a_failure_is_told_and_not_retried_for_ever(lab, ada, class_, monkeypatch) -> None:
    asked = services.request_comparison(item=lab, by=ada, choice=Choice.LAST)
    monkeypatch.setattr(services, "compare", lambda *_: 1 / 0)
    services.run(comparison_id=asked.pk)
    asked.refresh_from_db()
    assert asked.state == "failed" and not Message.objects.filter(done_at=None).exists()


def test_the_last_comparisons_are_kept(lab, class_, compared) -> None:
    made = [compared().pk for _ in range(services.KEPT + 2)]
    assert sorted(Comparison.objects.values_list("pk", flat=True)) == made[-services.KEPT :]


def test_reviews_are_added_and_outlive_a_comparison(lab, ada, class_, compared) -> None:
    people = (class_["emil"].pk, class_["dora"].pk)
    for verdict, note in (("looked", "The same loop."), ("fine", "They work together.")):
        services.review(item=lab, people=people, by=ada, verdict=verdict, note=note)
    compared()
    found = PairReview.objects.filter(item=lab, first=min(people), second=max(people))
    assert [(each.verdict, each.by) for each in found] == [("fine", ada), ("looked", ada)]


def test_a_deleted_account_takes_its_pairs_and_reviews_along(lab, ada, class_, compared) -> None:
    compared()
    people = (class_["emil"].pk, class_["dora"].pk)
    services.review(item=lab, people=people, by=ada, verdict="looked", note="")
    erase(class_["emil"])
    assert not SimilarPair.objects.filter(left__user=class_["emil"]).exists()
    assert not SimilarPair.objects.filter(right__user=class_["emil"]).exists()
    assert not PairReview.objects.exists()


def test_a_comparison_that_is_gone_is_no_failure(db: None) -> None:
    services.run(comparison_id=12345)
    assert not Comparison.objects.exists()
