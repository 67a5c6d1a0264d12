"""Names that can be mistaken for each other are refused, wherever people are made or renamed."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from courseware.people import adapter
from courseware.people.models import NAME_TAKEN, User
from courseware.people.skeletons import skeleton_of
from tests.factories import make_user

ALIKE = {
    "full width": "ａda",
    "mathematical": "𝐚𝐝𝐚",
    "circled": "ⓐⓓⓐ",
    "Cyrillic": "аda",
    "Cyrillic at the end": "adа",
    "Greek": "αda",
    "Latin alpha": "ɑda",
    "small capital": "ᴀda",
    "Lisu": "ꓮda",
    "upper case": "ADA",
    "accent": "áda",
    "combining accent": "a\u0301da",
    "line below": "ada\u0332",
    "zero width space": "a\u200bda",
    "joiner": "ad\u200da",
    "soft hyphen": "ad\u00ada",
    "byte order mark": "\ufeffada",
    "right to left": "\u202eada",
    "isolate": "\u2066ada\u2069",
    "Hangul filler": "ada\u3164",
    "variation selector": "ada\ufe0f",
    "dot at the end": "ada.",
    "dots": "..ada..",
    "line at the end": "ada_",
    "space": " ada ",
    "no-break space": "ada\u00a0",
}
PAIRS = [
    ("bob", "b0b"),
    ("BOB", "b0b"),
    ("ben1", "benl"),
    ("ben1", "benI"),
    ("Ian", "lan"),
    ("arno", "amo"),
    ("ARNO", "amo"),
    ("walter", "vvalter"),
    ("Nina", "Νina"),
    ("ben", "Вen"),
    ("ben", "вen"),
    ("paypal", "pаypаl"),
    ("cleo", "ϲleo"),
    ("Анна", "AHHA"),
    ("o.k", "o..k"),
    ("straße", "strasse"),
]
DIFFERENT = [
    *[("ben1", "ben2"), ("anna", "hanna"), ("hanna", "nanna"), ("müller", "mueller")],
    *[("Анна", "Инна"), ("ada", "adam"), ("a.b", "ab"), ("李雷", "韩梅"), ("s1001", "s1010")],
    *[("student-1", "student-11"), ("नीता", "गीता"), ("josé", "josefa")],
]


@pytest.mark.parametrize("name", ALIKE.values(), ids=ALIKE)
def test_names_that_look_like_another(name):
    assert skeleton_of(name) == skeleton_of("ada") != ""


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_pairs_that_look_alike(one, other):
    assert skeleton_of(one) == skeleton_of(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_pairs_that_do_not(one, other):
    assert skeleton_of(one) != skeleton_of(other)


@pytest.mark.parametrize("name", ["Müller", "anna-lena", "o'neil", "Анна", "李雷", "m", "x" * 150])
def test_a_skeleton_is_its_own_skeleton_in_either_case(name):
    skeleton = skeleton_of(name)
    assert [skeleton_of(text) for text in (name.upper(), name.lower(), skeleton)] == [skeleton] * 3


def test_a_skeleton_fits_into_its_column():
    assert len(skeleton_of("㍿" * 150)) <= 150
    assert skeleton_of("㍿" * 150) != skeleton_of("㍿" * 149)


@pytest.mark.parametrize("name", ["", "\u3164\u3164", "...", "\u200b", "_"])
def test_a_name_that_shows_nothing_has_no_skeleton(name):
    assert skeleton_of(name) == ""


# -- wherever people are made ---------------------------------------------------------------------
PASSWORD = "a long enough password"


@pytest.fixture
def ada(db):
    return make_user("ada")


@pytest.mark.parametrize("name", ["ａda", "аda", "ADA", "áda", "ada.", "ada\u3164", "ａｄａ"])
def test_signing_up_says_what_to_do_and_keeps_what_was_typed(client, ada, name):
    fields = {"first_name": "A", "username": name, "email": "x@example.org"}
    answer = client.post(
        reverse("account_signup"), fields | {"password1": PASSWORD, "password2": PASSWORD}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose a name that" in page or "already exists" in page
    assert 'value="x@example.org"' in page
    assert User.objects.count() == 1


def test_of_two_who_choose_a_name_at_once_the_second_gets_the_form_back(client, ada, monkeypatch):
    monkeypatch.setattr(adapter, "check_skeleton", lambda name: None)  # as it was free when asked
    fields = {"first_name": "A", "username": "adа", "email": "x@example.org"}
    fields |= {"password1": PASSWORD, "password2": PASSWORD}
    page = client.post(reverse("account_signup"), fields).content.decode()
    assert "Choose a name that" in page
    assert 'value="x@example.org"' in page
    assert User.objects.count() == 1


def test_an_ordinary_name_signs_up(client, ada):
    fields = {"first_name": "A", "username": "Adam", "email": "x@example.org"}
    client.post(reverse("account_signup"), fields | {"password1": PASSWORD, "password2": PASSWORD})
    assert User.objects.get(username="Adam").skeleton == "adarn"


@pytest.fixture
def admin(client, db):
    client.force_login(make_user("root", is_staff=True, is_superuser=True))
    return client


def test_the_admin_adds_nobody_who_looks_like_another(admin, ada):
    url = reverse("admin:people_user_add")
    fields = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    fields |= {"enrollments-TOTAL_FORMS": "0", "enrollments-INITIAL_FORMS": "0"}
    answer = admin.post(url, fields | {"username": "аdа"})
    assert "Choose a name that" in answer.content.decode()
    assert admin.post(url, fields | {"username": "adam"}).status_code == 302


def rename(admin, user, name):
    url = reverse("admin:people_user_change", args=[user.pk])
    fields = {"username": name, "is_active": "on", "email": "new@example.org"}
    fields |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    fields |= {"enrollments-TOTAL_FORMS": "0", "enrollments-INITIAL_FORMS": "0"}
    return admin.post(url, fields)


def test_the_admin_renames_nobody_so(admin, ada):
    ben = make_user("ben")
    assert "Choose a name that" in rename(admin, ben, "adа").content.decode()
    assert rename(admin, ben, "adam").status_code == 302
    assert rename(admin, ada, "Ada").status_code == 302  # one's own skeleton is no clash
    ben.refresh_from_db()
    assert (ben.username, ben.skeleton) == ("adam", "adarn")


def test_somebody_with_such_a_name_from_before_stays_as_they_are(admin, ada):
    User.objects.bulk_create([User(username="other")])
    User.objects.filter(username="other").update(username="adа", skeleton=None)
    old = User.objects.get(username="adа")
    assert rename(admin, old, "adа").status_code == 302
    old.refresh_from_db()
    assert (old.email, old.skeleton) == ("new@example.org", None)


def test_commands_refuse_in_a_sentence(ada):
    with pytest.raises(CommandError, match="Choose a name that cannot be mistaken"):
        call_command("createsuperuser", username="аda", email="a@example.org", interactive=False)


def test_code_is_refused_too(ada):
    with pytest.raises(ValidationError, match=str(NAME_TAKEN)):
        User.objects.create_user("adа")
    ben = make_user("ben")
    ben.username = "adа"
    with pytest.raises(ValidationError, match=str(NAME_TAKEN)):
        ben.save(update_fields=["username"])
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(username="adа")])
    ada.username = "eva"
    ada.save(update_fields=["username"])
    make_user("adа")
