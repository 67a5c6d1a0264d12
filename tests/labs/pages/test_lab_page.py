"""What the lab page is made of: which code, which result, which runs, and whether it is open."""

from __future__ import annotations

import html
import platform
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from courseware.deadlines.window import Window
from labs.pages import lab_page
from labs.pages.posted_code import PostedCode
from tests.factories import make_student

DAY = timedelta(days=1)
DONE = {"state": "done", "verdict": "wrong_values"}


def page_of(lab: Any, user: Any, **given: Any) -> Any:
    return lab_page.lab_page(lab, user, Window(), **given)


def test_a_new_lab_begins_with_its_starter_code(lab: Any, ben: Any) -> None:
    page = page_of(lab, ben)

    assert page["editor"].code == page["revision"].starter
    assert (page["result"], page["history"], page["more"]) == (None, [], False)
    assert "<" in page["statement"] and len(page["hints"]) == 3
    assert page["draft_key"] == f"lab-{lab.pk}-{ben.pk}"


def test_the_page_goes_on_from_the_latest_run(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(code="old = 1\n")
    latest = make_submission(code="new = 1\n", file_name="ada.py", purpose="trial")

    page = page_of(lab, ben)

    assert (page["editor"].code, page["editor"].loaded.name) == ("new = 1\n", "ada.py")
    assert page["result"].submission == latest


def test_a_run_that_is_named_is_shown_and_no_draft_takes_its_place(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    old = make_submission(code="old = 1\n")
    make_submission(code="new = 1\n")

    page = page_of(lab, ben, shown=str(old.pk))

    assert page["editor"].code == "old = 1\n"
    assert page["draft_key"].endswith(f"-from-{old.pk}")


def test_the_starter_can_be_asked_for(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(code="new = 1\n")

    page = page_of(lab, ben, shown="starter")

    assert page["editor"].code == page["revision"].starter
    assert page["result"] is None


def test_nobody_is_shown_anothers_run(
    lab: Any, course: Any, make_submission: Callable[..., Any]
) -> None:
    submission = make_submission()
    with pytest.raises(Http404):
        page_of(lab, make_student(course), shown=str(submission.pk))


@pytest.mark.parametrize("shown", ["", "-1", "1.5", "x", "9" * 19, "²"])
def test_what_is_no_number_shows_the_latest_run(
    lab: Any, ben: Any, make_submission: Callable[..., Any], shown: Any
) -> None:
    latest = make_submission(code="new = 1\n")

    assert page_of(lab, ben, shown=shown)["result"].submission == latest


def test_after_a_refusal_the_page_hands_back_what_came(
    lab: Any, ben: Any, make_submission: Callable[..., Any]
) -> None:
    make_submission(code="stored = 1\n")
    posted = PostedCode("typed = 1\n", edited=True)

    page = page_of(lab, ben, refusal="Wait a minute.", posted=posted)

    assert (page["editor"].code, page["refusal"]) == ("typed = 1\n", "Wait a minute.")


def test_the_page_lists_the_last_runs_and_which_counts(
    lab: Any, ben: Any, make_submission: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lab_page, "RECENT", 2)
    best = make_submission(**DONE, score=90.0)
    runs = [make_submission(**DONE, score=60.0) for _ in range(2)]

    history = lab_page.recent_history(lab, ben)

    assert (history["history"], history["more"]) == (runs[::-1], True)
    assert history["counting"] == (best.pk,)


def test_every_form_has_a_key_of_its_own(lab: Any, ben: Any) -> None:
    first, second = (lab_page.run_section(lab, ben, None)["key"] for _ in range(2))

    assert first != second


@pytest.mark.parametrize(
    ("opens_in", "closes_in", "reason"),
    [(None, None, ""), (-DAY, DAY, ""), (-2 * DAY, -DAY, ""), (DAY, None, "This opens on")],
)
def test_a_lab_is_hidden_until_it_opens_and_never_after(
    opens_in: Any, closes_in: Any, reason: str
) -> None:
    now = timezone.now()
    window = Window(opens_at=opens_in and now + opens_in, closes_at=closes_in and now + closes_in)

    found = lab_page.not_open_reason(window)

    assert found.startswith(reason) and bool(found) is bool(reason)


@pytest.mark.parametrize(
    ("points", "sentence"), [(1, "worth 1 point."), (7.5, "worth 7.5 points."), (10, "10 points.")]
)
def test_a_lab_says_what_it_is_worth(
    client: Any, lab: Any, ben: Any, points: float, sentence: str
) -> None:
    lab.points = points
    lab.save()
    client.force_login(ben)
    assert sentence in client.get(lab.get_absolute_url()).content.decode()


def test_the_page_says_versions_and_limits(client: Client, lab: Any, ben: Any) -> None:
    client.force_login(ben)
    page = html.unescape(client.get(lab.get_absolute_url()).text)
    assert (
        f"Code runs on Python {platform.python_version()} with NumPy {np.__version__} and" in page
    )
    assert re.search(r"<dt>One call</dt><dd>\d+ s</dd>", page)
    assert "<dd>256 KiB of code; a notebook 7 MiB with its outputs</dd>" in page
