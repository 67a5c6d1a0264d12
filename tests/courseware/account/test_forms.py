"""Names, preferences and the password before a deletion."""

from __future__ import annotations

import pytest

from courseware.account.forms import DeletionForm, ProfileForm
from courseware.people.allowances import PAIR
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def form(user, **fields):
    return ProfileForm(fields, instance=user)


def test_everything_is_optional_and_saved(ben):
    filled = form(
        ben,
        first_name="Ben",
        last_name="Okoro",
        shown_name="Benny",
        pen_name="gradient",
        time_zone="Europe/Berlin",
        theme="dark",
        text_size="large",
    )
    assert filled.is_valid(), filled.errors
    filled.save()
    ben.refresh_from_db()
    assert (ben.display_name, ben.public_name, ben.pen_name) == ("Ben Okoro", "Benny", "gradient")
    assert (ben.time_zone, ben.theme, ben.text_size) == ("Europe/Berlin", "dark", "large")
    form(ben, first_name="", last_name="", shown_name="").save()
    assert ben.public_name == "ben"


@pytest.mark.parametrize(
    "fields", [{"time_zone": "Mars/Olympus"}, {"theme": "sepia"}, {"text_size": "tiny"}]
)
def test_what_is_not_offered_is_refused(ben, fields):
    assert set(form(ben, **fields).errors) == set(fields)


@pytest.mark.parametrize("taken", ["gradient", "Gradient", " grаdient ", "cleo", "CLEO"])
def test_a_pen_name_cannot_be_mistaken_for_somebody_else(ben, cleo, taken):
    """The third has a Cyrillic letter; the last two are a username."""
    make_user("dora", pen_name="gradient")
    assert "pen_name" in form(ben, pen_name=taken).errors


def test_a_pen_name_has_something_to_read_and_stays_ones_own(ben):
    assert "pen_name" in form(ben, pen_name="\u200b\u200b").errors
    assert form(ben, pen_name="momentum").is_valid()
    form(ben, pen_name="momentum").save()
    assert form(ben, pen_name="Momentum").is_valid()


def test_languages_are_offered_where_there_are_several(ben, settings):
    settings.LANGUAGES = [("en", "English")]
    assert "language" not in form(ben).fields
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    assert form(ben, language="de").is_valid()
    assert "language" in form(ben, language="fr").errors


@pytest.fixture
def dora():
    user = make_user("dora")
    user.set_password("correct horse")
    user.save()
    return user


def test_the_password_is_asked_for_and_guessing_it_is_slowed_down(dora):
    def typed(password):
        return DeletionForm({"password": password}, user=dora)

    assert typed("correct horse").is_valid()
    for _ in range(PAIR.burst):
        assert "That is not your password" in str(typed("battery").errors)
    assert "Wait " in str(typed("correct horse").errors)
