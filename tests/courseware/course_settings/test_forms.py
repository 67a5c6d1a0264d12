import pytest

from courseware.course_settings.forms import LateForm


def posted(policy):
    """What the form of a policy holds, as a browser sends it."""
    form = LateForm(policy=policy)
    values = {name: form[name].value() for name in form.fields}
    return {
        name: form.fields[name].widget.format_value(value) if name == "no_credit_from" else value
        for name, value in values.items()
        if value not in (None, False)
    }


@pytest.mark.parametrize(
    "policy",
    [
        None,
        {},
        {"per_day": 10.0, "grace": 15},
        {"per_hour": 0.5, "no_credit_after": 3},
        {"accepted": False},
        {"no_credit_from": "2026-12-10T18:00:00+00:00"},
    ],
)
def test_a_policy_that_is_shown_and_saved_stays_the_same(policy):
    form = LateForm(posted(policy), policy=policy)
    assert form.is_valid(), form.errors
    assert form.policy() == policy
