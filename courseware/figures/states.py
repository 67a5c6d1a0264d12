"""A figure's state: one setting for each of its controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from courseware.figures.controls import Control, InvalidSetting, State, written
from grader.files.faults import did_you_mean

_MOST_SAMPLES = 40


def default_state(controls: Sequence[Control]) -> State:
    return {control.name: control.default for control in controls}


def read_state(
    name: str, controls: Sequence[Control], settings: Mapping[str, str]
) -> tuple[State, list[str]]:
    """The state that the settings make of the default, and a sentence for each that cannot be."""
    state, faults = default_state(controls), []
    known = {control.name: control for control in controls}
    for key, text in settings.items():
        control = known.get(key)
        if control is None:
            near = did_you_mean(key, list(known))
            faults.append(f'figure "{name}" has no setting "{key}".{near} {_described(controls)}')
            continue
        try:
            state[key] = control.parse(text)
        except InvalidSetting as error:
            faults.append(f'figure "{name}": {key}={text} is not {error}')
    return state, faults


def written_state(controls: Sequence[Control], state: State) -> str:
    """`threshold=0.7 costs=on`: the settings that differ from the default, in one form."""
    return " ".join(
        f"{control.name}={written(state[control.name])}"
        for control in controls
        if state[control.name] != control.default
    )


def sample_states(controls: Sequence[Control]) -> list[State]:
    """The default, each control by itself, and some combinations."""
    default = default_state(controls)
    found = [default]
    for control in controls:
        found += [{**default, control.name: setting} for setting in control.samples()]
    found += islice(_combinations(controls), _MOST_SAMPLES)
    return [state for place, state in enumerate(found) if state not in found[:place]]


def _combinations(controls: Sequence[Control]) -> Iterator[State]:
    if len(controls) < 2:
        return
    everything = list(product(*(control.samples() for control in controls)))
    for settings in everything[:: max(1, len(everything) // _MOST_SAMPLES)]:
        yield {control.name: each for control, each in zip(controls, settings, strict=True)}


def _described(controls: Sequence[Control]) -> str:
    if not controls:
        return "It has no settings."
    return f"It has {', '.join(f'{each.name} ({each.accepts})' for each in controls)}."
