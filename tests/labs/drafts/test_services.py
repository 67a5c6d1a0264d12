"""Drafts on the site: the newest text, and no page that overwrites another's unseen."""

from __future__ import annotations

from typing import Any

import pytest

from labs.drafts import services
from labs.models import Draft
from labs.submissions.code_file import MAX_CODE
from labs.submissions.refusals import SubmissionRefused


def save(lab: Any, user: Any, code: str, seen: int) -> Draft:
    return services.save(item=lab, user=user, code=code, seen=seen)


def test_each_text_is_a_version(lab: Any, ben: Any) -> None:
    assert save(lab, ben, "a\r\n", 0).version == 1
    assert save(lab, ben, "b", 1).version == 2
    assert Draft.objects.get().code == "b"


def test_who_has_not_seen_the_other_text_is_told_and_stores_nothing(lab: Any, ben: Any) -> None:
    save(lab, ben, "a", 0)
    save(lab, ben, "b", 1)

    with pytest.raises(services.DraftConflict) as caught:
        save(lab, ben, "c", 1)

    assert (caught.value.draft.code, caught.value.draft.version) == ("b", 2)
    assert Draft.objects.get().code == "b"
    assert save(lab, ben, "c", 2).version == 3


def test_the_same_text_is_no_conflict(lab: Any, ben: Any) -> None:
    save(lab, ben, "a", 0)
    assert save(lab, ben, "a", 0).version == 1


def test_people_have_drafts_of_their_own(lab: Any, ben: Any, ada: Any) -> None:
    save(lab, ben, "a", 0)
    assert save(lab, ada, "b", 0).version == 1


@pytest.mark.parametrize("code", ["'\x00'", "x" * (MAX_CODE + 1)], ids=["NUL", "too long"])
def test_text_that_cannot_be_stored_is_refused(lab: Any, ben: Any, code: str) -> None:
    with pytest.raises(SubmissionRefused):
        save(lab, ben, code, 0)
