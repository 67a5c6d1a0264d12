"""The form of a run: what it must hold, and keys that tell forms apart."""

from __future__ import annotations

from typing import Any

import pytest

from labs.pages.forms import RunForm, new_key
from labs.submissions.refusals import SubmissionRefused


@pytest.mark.parametrize("purpose", ["graded", "trial"])
@pytest.mark.parametrize("automatic", [False, True])
def test_a_form_gives_the_arguments_of_the_service(purpose: str, automatic: bool) -> None:
    given = {"automatic": "1"} if automatic else {}
    form = RunForm({"purpose": purpose, "key": "form-1", "code": "x", **given})

    arguments = {"purpose": purpose, "key": "form-1", "automatic": automatic}
    assert form.arguments() == arguments | {"accepts_late": False}


def test_a_form_without_a_key_is_accepted() -> None:
    assert RunForm({"purpose": "trial"}).arguments()["key"] == ""


@pytest.mark.parametrize(
    "data",
    [{}, {"purpose": "exam"}, {"purpose": "graded", "key": "k" * 65}, {"purpose": "graded\x00"}],
    ids=["nothing", "another purpose", "a long key", "a NUL"],
)
def test_an_incomplete_form_is_refused(data: Any) -> None:
    with pytest.raises(SubmissionRefused, match="incomplete") as caught:
        RunForm(data).arguments()

    assert caught.value.status == 400


def test_keys_differ_and_fit_into_the_form() -> None:
    keys = {new_key() for _ in range(100)}

    assert len(keys) == 100
    assert RunForm({"purpose": "graded", "key": keys.pop()}).is_valid()
