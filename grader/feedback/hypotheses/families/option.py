"""The answer to another option, such as another kind of penalty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from grader.feedback.hypotheses.base import INPUT, Hypothesis
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message

Option = tuple[str, str]


def _other_options(observation: Observation) -> Iterator[Option]:
    """Each (parameter, text) that this call could have had instead."""
    for name, texts in observation.options.items():
        current = observation.inputs.get(name)
        if name != "reduction" and isinstance(current, str):
            yield from ((name, text) for text in sorted(texts - {current}))


def _other_answers(observation: Observation) -> dict[Option, Any]:
    answers = {}
    for name, text in _other_options(observation):
        try:
            answers[name, text] = observation.recompute({name: text})
        except NotApplicable:
            continue
    return answers


def _is_another_answer(observation: Observation) -> bool:
    answers = _other_answers(observation)
    if not answers:
        raise NotApplicable
    return bool(_matching_options(observation, answers))


def _matching_options(observation: Observation, answers: dict[Option, Any]) -> set[Option]:
    return {
        option
        for option, answer in answers.items()
        if equal_values(observation.got, answer, observation.tolerance)
    }


def _sentence(failing: Sequence[Observation]) -> str:
    matching = [_matching_options(case, _other_answers(case)) for case in failing]
    shared = set.intersection(*matching) if matching else set()
    if not shared:
        return message("These are the answers for another option than the one in the call.")
    name, text = min(shared)
    return message('These are the answers for {parameter}="{text}".', parameter=name, text=text)


HYPOTHESES = (Hypothesis("another_option", _sentence, _is_another_answer, INPUT),)
