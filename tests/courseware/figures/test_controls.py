"""What a control accepts, and how its settings are written."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from courseware.figures.controls import (
    Choice,
    Control,
    InvalidSetting,
    Slider,
    Steps,
    Switch,
    control_from,
    written,
)

SLIDER = Slider("threshold", "Threshold", 0.0, 1.0, 0.05, 0.5)
STEPS = Steps("rate", "Rate", (0.0, 0.001, 10.0), 0.001)
CHOICE = Choice("axis", "Axis", (("p", "probability"), ("z", "logit")), "p")
SWITCH = Switch("grid", "Grid")
ALL = [SLIDER, STEPS, CHOICE, SWITCH]


@pytest.mark.parametrize("control", ALL, ids=lambda control: control.kind)
def test_every_sample_is_accepted_as_it_is_written(control: Control):
    assert [control.parse(written(each)) for each in control.samples()] == control.samples()


@pytest.mark.parametrize(
    ("control", "text", "accepts"),
    [
        (SLIDER, "1.05", "0 to 1 in steps of 0.05"),
        (SLIDER, "0.52", "0 to 1 in steps of 0.05"),
        (SLIDER, "nan", "0 to 1 in steps of 0.05"),
        (SLIDER, "half", "0 to 1 in steps of 0.05"),
        (STEPS, "0.01", "one of 0, 0.001, 10"),
        (CHOICE, "logit", "one of p, z"),
        (SWITCH, "yes", "on or off"),
    ],
)
def test_a_refusal_says_what_is_accepted(control: Control, text: str, accepts: str):
    with pytest.raises(InvalidSetting) as caught:
        control.parse(text)
    assert str(caught.value) == accepts


@pytest.mark.parametrize(
    ("control", "setting", "words"),
    [
        (SLIDER, 0.5, "0.50"),
        (STEPS, 0.001, "0.001"),
        (CHOICE, "z", "logit"),
        (SWITCH, True, "on"),
    ],
)
def test_readers_get_words(control: Control, setting: float | str | bool, words: str):
    assert control.words(setting) == words


@pytest.mark.parametrize("control", ALL, ids=lambda control: control.kind)
def test_a_control_is_read_back_as_it_was_stored(control: Control):
    stored = {"kind": control.kind, **asdict(control)}
    assert control_from(stored) == control


def test_the_samples_of_a_slider_hold_both_ends_and_no_more_digits_than_the_step():
    samples = Slider("t", "T", 0.0, 1.0, 0.1, 0.5).samples()
    assert (samples[0], samples[-1]) == (0.0, 1.0)
    assert all(len(written(each)) <= 3 for each in samples)
