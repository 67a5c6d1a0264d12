"""A refusal says why, in a sentence, with the status that a browser understands."""

from __future__ import annotations

from typing import Any

import pytest

from labs.submissions import refusals

STATUSES = {
    refusals.SubmissionRefused: 400,
    refusals.NotOpen: 403,
    refusals.ChoiceNeeded: 409,
    refusals.LateCost: 409,
    refusals.CodeTooLong: 413,
    refusals.TooManySubmissions: 429,
}


@pytest.mark.parametrize(("refusal", "status"), STATUSES.items())
def test_each_refusal_is_caught_as_one_and_has_a_status(refusal: Any, status: int) -> None:
    with pytest.raises(refusals.SubmissionRefused) as caught:
        raise refusal("Send it again.")

    assert (caught.value.sentence, str(caught.value)) == ("Send it again.", "Send it again.")
    assert caught.value.status == status


def test_every_refusal_is_listed_here() -> None:
    assert set(refusals.SubmissionRefused.__subclasses__()) | {refusals.SubmissionRefused} == set(
        STATUSES
    )
