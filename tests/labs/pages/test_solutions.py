"""Solutions are seen when everybody is done, or after all points where the lab says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import make_extension, make_student

LAB = "/courses/ml/labs/twice/"
SOLUTIONS = f"{LAB}solutions/"
HOUR = timedelta(hours=1)
LISTED = 'class="solution"'


def give_dates(lab: Any, **waits: timedelta) -> None:
    for name, wait in waits.items():
        setattr(lab, name, timezone.now() + wait)
    lab.save()


def seen_by(client: Client, user: Any) -> bool:
    """Whether the page shows them; the lab's page must lead there exactly then."""
    client.force_login(user)
    page = client.get(SOLUTIONS)
    assert page.status_code == (200 if LISTED in page.text else 403)
    assert (SOLUTIONS in client.get(LAB).text) is (page.status_code == 200)
    return page.status_code == 200


@pytest.mark.parametrize(
    ("dates", "seen"),
    [
        ({}, False),
        ({"due_at": HOUR}, False),
        ({"due_at": -HOUR}, True),
        ({"due_at": -HOUR, "closes_at": HOUR}, False),
        ({"due_at": -2 * HOUR, "closes_at": -HOUR}, True),
    ],
    ids=["no date", "before", "after", "late work is accepted", "closed"],
)
def test_they_are_seen_after_the_last_date(
    client: Client, lab: Any, ben: Any, dates: Any, seen: bool
) -> None:
    give_dates(lab, **dates)

    assert seen_by(client, ben) is seen


@pytest.mark.parametrize(
    ("allowed", "reason"), [(False, "without a deadline"), (True, "once you have full points")]
)
def test_a_lab_without_dates_says_why_they_are_not_shown(
    client: Client, lab: Any, ben: Any, allowed: bool, reason: str
) -> None:
    lab.lab_revisions.update(solutions_after_full_marks=allowed)
    client.force_login(ben)

    assert reason in client.get(SOLUTIONS).text


def test_one_persons_extension_counts_for_all(
    client: Client, lab: Any, ben: Any, course: Any
) -> None:
    give_dates(lab, due_at=-HOUR)
    other = make_student(course)
    extension = make_extension(lab, other, due_at=timezone.now() + HOUR)

    assert not seen_by(client, ben)
    assert "Solutions are shown after" in client.get(SOLUTIONS).text
    other.enrollments.all().delete()
    assert seen_by(client, ben)
    extension.delete()
    assert seen_by(client, ben)


@pytest.mark.parametrize(("score", "seen"), [(None, False), (99.9, False), (100, True)])
@pytest.mark.parametrize("allowed", [True, False])
def test_all_points_show_them_where_the_lab_says_so(
    client: Client,
    lab: Any,
    make_submission: Callable[..., Any],
    ben: Any,
    score: Any,
    seen: bool,
    allowed: bool,
) -> None:
    lab.lab_revisions.update(solutions_after_full_marks=allowed)
    if score is not None:
        make_submission(item=lab, state="done", verdict="passed", score=score, correctness=1.0)

    assert seen_by(client, ben) is (seen and allowed)


def test_each_has_its_commentary_and_stands_beside_ones_own_code(
    client: Client, lab: Any, make_submission: Callable[..., Any], ben: Any
) -> None:
    give_dates(lab, due_at=-HOUR)
    revision = lab.lab_revisions.get()
    commented = '"""Adds it to <b>itself</b>."""\n\n\ndef double(x):\n    return x + x\n'
    revision.files["solutions/sum.py"] = commented
    revision.save()
    make_submission(item=lab, code="mine = 1\n", state="done", score=50, correctness=0.5)
    client.force_login(ben)

    page = client.get(SOLUTIONS).text

    assert "Adds it to &lt;b&gt;itself" in page
    assert "mine" in page and "50 of 100" in page
    assert page.count("itself") == 1


def test_instructors_always_see_them(client: Client, lab: Any, ada: Any) -> None:
    client.force_login(ada)

    assert LISTED in client.get(SOLUTIONS).text
