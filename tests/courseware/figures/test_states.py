"""Settings make a state; what they cannot make is said with what there is."""

from courseware.figures.controls import Choice, Slider
from courseware.figures.states import default_state, read_state, sample_states, written_state

CONTROLS = (
    Slider("threshold", "Threshold", 0.0, 1.0, 0.1, 0.5),
    Choice("axis", "Axis", (("p", "probability"), ("z", "logit")), "p"),
)


def test_settings_replace_the_defaults():
    state, faults = read_state("roc", CONTROLS, {"threshold": "0.7"})
    assert (state, faults) == ({"threshold": 0.7, "axis": "p"}, [])
    assert written_state(CONTROLS, state) == "threshold=0.7"
    assert written_state(CONTROLS, default_state(CONTROLS)) == ""


def test_each_wrong_setting_is_a_sentence_and_leaves_the_default():
    state, faults = read_state("roc", CONTROLS, {"treshold": "0.7", "axis": "x"})
    assert state == default_state(CONTROLS)
    assert faults == [
        'figure "roc" has no setting "treshold". Did you mean "threshold"? '
        "It has threshold (0 to 1 in steps of 0.1), axis (one of p, z).",
        'figure "roc": axis=x is not one of p, z',
    ]


def test_a_figure_without_controls_says_so():
    assert read_state("auc", (), {"a": "1"})[1] == [
        'figure "auc" has no setting "a". It has no settings.'
    ]


def test_samples_are_different_states_that_try_every_control():
    samples = sample_states(CONTROLS)
    assert samples[0] == default_state(CONTROLS)
    assert len({str(state) for state in samples}) == len(samples)
    assert {state["axis"] for state in samples} == {"p", "z"}
    assert {0.0, 1.0} < {state["threshold"] for state in samples}
    assert {"threshold": 1.0, "axis": "z"} in samples
