"""The answer to another option, such as another kind of penalty."""

from __future__ import annotations

from grader.feedback.hypotheses.base import INPUT, Hypothesis
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable


def _others(seen):
    """Each (parameter, text) that this call could have had instead."""
    for name, texts in seen.options.items():
        here = seen.inputs.get(name)
        if name != "reduction" and isinstance(here, str):
            yield from ((name, text) for text in sorted(texts - {here}))


def _answers(seen):
    found = {}
    for name, text in _others(seen):
        try:
            found[name, text] = seen.again(**{name: text})
        except NotApplicable:
            continue
    return found


def _fits(seen):
    answers = _answers(seen)
    if not answers:
        raise NotApplicable
    return any(equal_values(seen.got, value, seen.tolerance) for value in answers.values())


def _sentence(failing):
    shared = None
    for seen in failing:
        same = {k for k, v in _answers(seen).items() if equal_values(seen.got, v, seen.tolerance)}
        shared = same if shared is None else shared & same
    if not shared:
        return "These are the answers to another option than the one that is asked."
    name, text = min(shared)
    return f'These are the answers for {name}="{text}".'


HYPOTHESES = (Hypothesis("another_option", _sentence, _fits, INPUT),)
