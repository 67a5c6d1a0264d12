"""What a figure's module must keep to. A mistake is said when the figure is computed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from types import ModuleType
from typing import Any

from courseware.figures.controls import Choice, InvalidSetting, written
from courseware.figures.figure import Figure
from courseware.figures.states import default_state
from courseware.figures.wording import FORMAT, literal_numbers, placeholders

RESERVED = ("caption", "alt")  # what a chapter may say of a figure beside its settings
_MOST_ROWS = 40
_MOST_CONTROLS = 3
_SIDE = re.compile(r"\b(?:Left|Right)[,:]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class InvalidFigure(ValueError):
    """Carries a sentence: which figure, and what is wrong with it."""


def check_figure(name: str, figure: Figure, module: ModuleType, data: Mapping[str, Any]) -> None:
    """Raises: InvalidFigure, with everything that is wrong."""
    faults = [
        *_control_faults(figure),
        *_table_faults(figure),
        *_data_faults(data),
    ]
    if not faults:
        faults += _text_faults(figure, _readable(figure, module, data))
    if faults:
        raise InvalidFigure(f'figure "{name}": {"; ".join(faults)}')


def text_faults(what: str, template: str, known: Collection[str]) -> Iterator[str]:
    """What is wrong with a text that is filled from computed numbers."""
    for each in placeholders(template):
        if each.name not in known:
            yield f"{what} names {each.name}, and there are only {', '.join(sorted(known))}"
        if each.format and not FORMAT.fullmatch(each.format):
            yield f'{what} has the format "{each.format}", which is none of d, ,d, .2f and .1%'
    for number in literal_numbers(template):
        yield f"{what} has the number {number} written out; compute it and write {{{{ name }}}}"


def _control_faults(figure: Figure) -> Iterator[str]:
    if len(figure.controls) > _MOST_CONTROLS:
        yield f"it has {len(figure.controls)} controls; choose at most {_MOST_CONTROLS}"
    seen = set()
    for control in figure.controls:
        if not _NAME.fullmatch(control.name) or control.name in RESERVED:
            yield f'a control cannot be called "{control.name}"'
        if control.name in seen:
            yield f'two controls are called "{control.name}"'
        seen.add(control.name)
        try:
            control.parse(written(control.default))
        except InvalidSetting as error:
            yield f"the default of {control.name} is not {error}"
        if isinstance(control, Choice) and len(control.options) < 2:
            yield f"{control.name} leaves no choice"


def _table_faults(figure: Figure) -> Iterator[str]:
    counts = {len(column.values) for column in figure.table}
    if not figure.table or not counts - {0}:
        yield "its table is empty"
    elif len(counts) > 1:
        yield f"the columns of its table have {', '.join(map(str, sorted(counts)))} values"
    elif max(counts) > _MOST_ROWS:
        yield f"its table has {max(counts)} rows; choose at most {_MOST_ROWS}"


def _data_faults(data: Mapping[str, Any]) -> Iterator[str]:
    try:
        json.dumps(data, allow_nan=False)
    except (TypeError, ValueError) as error:
        yield f"its data cannot be sent to the scripts ({error}): numbers, texts and lists only"


def _readable(figure: Figure, module: ModuleType, data: Mapping[str, Any]) -> set[str]:
    """What texts on a state may name."""
    known = {control.name for control in figure.controls}
    if figure.controls and hasattr(module, "read"):
        known |= set(module.read(data, default_state(figure.controls)))
    return known


def _text_faults(figure: Figure, readable: set[str]) -> Iterator[str]:
    for clash in sorted(readable & set(figure.numbers)):
        yield f'"{clash}" is both a number and something that changes with the state'
    for what, text in (("its caption", figure.caption), ("its alt", figure.alt)):
        if _SIDE.search(text):
            yield f"{what} says where panels are; on phones they are elsewhere: write first, second"
    yield from text_faults("its caption", figure.caption, set(figure.numbers))
    known = readable | set(figure.numbers)
    for what, template in (("its alt", figure.alt), ("its said", figure.said)):
        yield from text_faults(what, template, known)
    if figure.controls and not figure.said:
        yield "it has controls and no `said`: the sentence that is read out when one is changed"
