"""What chapters say of figures: `::figure[roc-curve]{threshold=0.7}`, `{{ roc-curve.auc }}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from courseware.figures.checking import InvalidFigure, text_faults
from courseware.figures.computing import computed
from courseware.figures.drawings import NotDrawn, draw_ahead
from courseware.figures.lookup import names
from courseware.figures.states import read_state
from courseware.figures.wording import worded
from grader.files.faults import did_you_mean


def figure_faults(name: str, given: Mapping[str, str], unread: str) -> Iterator[str]:
    """A sentence for each thing that is wrong with a figure's place."""
    if name not in names():
        yield unknown_figure(name)
        return
    try:
        figure = computed(name)
    except InvalidFigure as error:
        yield str(error)
        return
    if unread:
        yield f'figure "{name}": "{unread}" is no setting; write name=value, or caption="…"'
    if "alt" in given:
        yield f'figure "{name}" says itself what there is to see in it; leave out alt'
    for sentence in text_faults("its caption", given.get("caption", ""), set(figure.numbers)):
        yield f'figure "{name}": {sentence}'
    state, faults = read_state(name, figure.controls, settings(given))
    yield from faults
    if not faults and state != figure.default:
        try:
            draw_ahead(name, state)
        except NotDrawn as error:
            yield f'figure "{name}" in this state: {error}'


class UnknownNumber(ValueError):
    """Carries a sentence: which number is not there, and what is."""


def figure_number(name: str, number: str, format: str | None) -> str:
    """A number that a figure has computed, as a text prints it. Raises: UnknownNumber."""
    if name not in names():
        raise UnknownNumber(unknown_figure(name))
    try:
        numbers = computed(name).numbers
    except InvalidFigure as error:
        raise UnknownNumber(str(error)) from None
    if number not in numbers:
        near = did_you_mean(number, list(numbers))
        raise UnknownNumber(
            f'figure "{name}" has no number "{number}".{near} It has {", ".join(sorted(numbers))}.'
        )
    try:
        return worded(numbers[number], format)
    except ValueError as error:
        raise UnknownNumber(f'figure "{name}": {error}') from None


def settings(given: Mapping[str, str]) -> dict[str, str]:
    """Of a place's attributes, those that set a control."""
    return {key: value for key, value in given.items() if key not in ("caption", "alt")}


def unknown_figure(name: str) -> str:
    near = did_you_mean(name, names())
    return f'there is no figure "{name}".{near} There are: {", ".join(names())}'
