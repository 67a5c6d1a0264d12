"""An account is deleted: nobody is known any more, and what counts for others stays."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail

from courseware.account.erasure import ErasureRefused, erase, refuse_last_instructor
from courseware.api.models import Token
from courseware.api.tokens import create_token, token_of
from courseware.calendars.models import CalendarFeed
from courseware.calendars.services import renew_feed
from courseware.deadlines.models import Extension
from courseware.gradebook.models import ScoreChange
from courseware.gradebook.services import record_score
from courseware.notices.models import Notice
from courseware.people.models import KnownNetwork, User
from tests.courseware.demo.stored import everything
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_extension, make_instructor, make_item, make_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver(course, ben):
    ben.last_name, ben.shown_name, ben.pen_name = "Okoro", "Benny", "gradient"
    ben.save()
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="Quiz attempt 1")
    make_extension(item, ben, reason="Illness")
    make_notice(ben, course)
    EmailAddress.objects.create(user=ben, email=ben.email)
    renew_feed(user=ben)
    return ben


def test_nothing_tells_any_more_who_it_was(client, leaver, ada):
    client.force_login(leaver)
    client.get("/accounts/sessions/")
    assert UserSession.objects.filter(user=leaver).exists()
    assert Notice.objects.filter(user=leaver).exists()
    erase(leaver)
    words = ("ben@", "Okoro", "Benny", "gradient", "Illness", "'ben'")
    stored = str(everything())
    assert [word for word in words if word in stored] == []
    assert not CalendarFeed.objects.exists() and not Notice.objects.filter(user=leaver).exists()
    assert not UserSession.objects.exists() and not KnownNetwork.objects.exists()
    assert client.get("/accounts/profile/").status_code == 302
    erased = User.objects.get(pk=leaver.pk)
    assert not erased.is_active and not erased.has_usable_password()


def test_scores_and_their_history_stay_in_the_gradebook_without_a_name(course, leaver, ada):
    erase(leaver)
    (row,) = lines_of(course)
    assert row.user.display_name == f"Deleted account {leaver.pk}"
    assert [cell.fraction for cell in row.cells] == [0.5]
    assert ScoreChange.objects.get().reason == "Quiz attempt 1"
    assert Extension.objects.get().reason == ""


def test_the_instructors_are_told_once_each(course, leaver, ada):
    make_instructor(course, "eva")
    erase(leaver)
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["eva@example.org"]]
    assert "Ben Okoro deleted their account" in mail.outbox[0].body


def test_mail_that_cannot_be_sent_deletes_the_account_all_the_same(leaver, ada, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    erase(leaver)
    assert "could not be notified" in caplog.text
    assert User.objects.get(pk=leaver.pk).erased_at


def test_tokens_of_the_person_go_and_those_of_others_stay(leaver, ada):
    _token, mine = create_token(user=leaver, name="laptop of Ben Okoro", scopes=["read"])
    _token, other = create_token(user=ada, name="laptop", scopes=["read"])
    erase(leaver)
    assert token_of(mine) is None and token_of(other) is not None
    assert [token.user for token in Token.objects.all()] == [ada]


def test_the_only_instructor_of_a_course_has_to_stay(course, ada, ben):
    before = everything()
    with pytest.raises(ErasureRefused, match="the only instructor of “Machine learning”"):
        erase(ada)
    assert everything() == before
    make_instructor(course, "eva")
    refuse_last_instructor(ada)
    refuse_last_instructor(ben)


def test_the_name_is_free_again(leaver, ada):
    erase(leaver)
    assert User.objects.create_user("ben").pk != leaver.pk
