from __future__ import annotations

import pytest

from grader.messages import Message
from grader.results.verdicts import Verdict, worst


@pytest.mark.parametrize("verdict", list(Verdict))
def test_each_verdict_has_words_and_a_sentence(verdict: Verdict) -> None:
    assert isinstance(verdict.words, Message) and isinstance(verdict.sentence, Message)
    assert verdict.words == verdict.value.replace("_", " ").capitalize()
    assert verdict.sentence.endswith(".")
    assert not verdict.sentence.params


def test_sentences_tell_verdicts_apart() -> None:
    assert len({verdict.sentence for verdict in Verdict}) == len(Verdict)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([], Verdict.passed),
        ([Verdict.passed, Verdict.not_run], Verdict.not_run),
        ([Verdict.wrong_values, Verdict.raised, Verdict.passed], Verdict.raised),
        ([Verdict.wrong_values, Verdict.wrong_shape], Verdict.wrong_shape),
        ([Verdict.does_not_parse, Verdict.grader_failed], Verdict.grader_failed),
    ],
)
def test_what_stopped_the_program_comes_before_what_it_got_wrong(
    verdicts: list[Verdict], expected: Verdict
) -> None:
    assert worst(verdicts) is expected
    assert worst(reversed(verdicts)) is expected
