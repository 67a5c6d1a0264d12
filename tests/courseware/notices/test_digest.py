"""Unread notices by mail: to whom, when, once, and never said to be sent when they were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from courseware.gradebook.services import override_score
from courseware.notices.digest import DigestResult, send_digests
from courseware.notices.links import token_of
from courseware.notices.models import Notice
from courseware.people.models import MailDigest, User
from tests.courseware.notices.mail_server import MailServer, mail_server
from tests.factories import make_course, make_item, make_notice, make_student

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 30, 7, tzinfo=UTC)
EARLIER = MORNING - timedelta(hours=5)


@pytest.fixture(autouse=True)
def _site(settings: Any) -> None:
    settings.SITE_URL, settings.TIME_ZONE = "https://ml.example.org", "UTC"


def reachable(user: User, **fields: Any) -> User:
    """With a confirmed address and these preferences."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    User.objects.filter(pk=user.pk).update(**fields)
    return user


@pytest.fixture
def reader(course: Any, ben: User) -> User:
    """Has one unread notice of last night."""
    make_notice(ben, course, params={"item": "Zeros"}, link="/there/", created_at=EARLIER)
    return reachable(ben)


def recipients() -> list[str]:
    return [to for message in mail.outbox for to in message.to]


def mailed() -> list[bool]:
    return [bool(n.mailed_at) for n in Notice.objects.order_by("pk")]


def test_a_message_says_what_is_unread_and_how_to_stop_it(reader):
    assert send_digests(MORNING) == DigestResult(sent=1)
    (message,) = mail.outbox
    link = f"https://ml.example.org/notices/mail-off/{token_of(reader)}/"
    assert (message.to, message.subject) == (["ben@example.org"], "1 new notice")
    assert "Zeros (Machine learning)\nThe staff answered your question.\n" in message.body
    assert "https://ml.example.org/there/" in message.body and link in message.body
    headers = message.message()
    assert headers["List-Unsubscribe"] == f"<{link}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mailed() == [True]


def test_the_link_in_the_headers_works_without_signing_in(client, course, reader):
    send_digests(MORNING)
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    client.post(header.strip("<>").removeprefix("https://ml.example.org"))
    make_notice(reader, course, created_at=EARLIER)
    assert send_digests(MORNING) == DigestResult()


def test_what_was_mailed_is_not_mailed_again_and_new_ones_wait_for_the_next_morning(course, reader):
    send_digests(MORNING)
    make_notice(reader, course, created_at=MORNING + timedelta(minutes=5))
    for minutes in (0, 10, 60):
        assert send_digests(MORNING + timedelta(minutes=minutes)) == DigestResult()
    assert send_digests(MORNING + timedelta(days=1)) == DigestResult(sent=1)
    assert len(mail.outbox) == 2 and "Zeros" not in mail.outbox[1].body


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Asia/Kolkata", 1.5), ("Europe/Berlin", 6), ("", 7), ("America/New_York", 12), ("no/", 7)],
)
def test_it_comes_at_seven_of_the_readers_own_clock(reader, zone, hour):
    User.objects.filter(pk=reader.pk).update(time_zone=zone)
    day = MORNING.replace(hour=0)
    Notice.objects.update(created_at=day - timedelta(hours=1))
    minutes = range(0, 24 * 60, 10)
    sent = [m / 60 for m in minutes if send_digests(day + timedelta(minutes=m)).sent]
    assert sent == [hour]


def test_what_a_scheduler_missed_for_hours_comes_the_next_morning(reader):
    assert send_digests(MORNING + timedelta(hours=3)) == DigestResult()
    assert send_digests(MORNING + timedelta(days=1, hours=2)) == DigestResult(sent=1)


def test_no_mail_to_those_who_do_not_want_it_or_cannot_get_it(course, reader):
    Notice.objects.all().delete()
    people = {
        name: make_student(course, name) for name in ("dan", "eva", "fay", "gus", "hal", "ida")
    }
    for person in people.values():
        make_notice(person, course, created_at=EARLIER)
    reachable(people["dan"], mail_digest=MailDigest.NEVER)
    reachable(people["eva"], is_active=False)
    EmailAddress.objects.create(user=people["fay"], email="fay@example.org", verified=False)
    reachable(people["hal"])
    Notice.objects.filter(user=people["hal"]).update(seen_at=MORNING)
    reachable(people["ida"]).enrollments.all().delete()
    assert send_digests(MORNING) == DigestResult()
    assert mail.outbox == []
    reachable(people["gus"])  # who had no address at all
    assert send_digests(MORNING) == DigestResult(sent=1)
    assert recipients() == ["gus@example.org"]


def test_it_goes_to_the_confirmed_address_and_to_the_first_of_them(reader):
    EmailAddress.objects.update(primary=False)
    EmailAddress.objects.create(user=reader, email="new@example.org", primary=True)
    send_digests(MORNING)
    assert recipients() == ["ben@example.org"]
    Notice.objects.update(mail_begun_at=None)
    EmailAddress.objects.filter(email="new@example.org").update(verified=True)
    send_digests(MORNING)
    assert recipients() == ["ben@example.org", "new@example.org"]


def test_no_score_stands_in_it(course, reader, ada):
    item = make_item(course, title="Ones", points=8)
    override_score(item=item, user=reader, fraction=0.4375, reason="Fair", by=ada)
    Notice.objects.update(created_at=EARLIER)
    send_digests(MORNING)
    (message,) = mail.outbox
    assert "Ones" in message.body and message.subject == "2 new notices"
    assert not any(number in message.body for number in ("3.5", "0.4", "43", "Fair"))


def test_a_long_list_is_cut_and_counted(course, reader):
    for _ in range(24):
        make_notice(reader, course, created_at=EARLIER)
    send_digests(MORNING)
    assert mail.outbox[0].subject == "25 new notices"
    assert mail.outbox[0].body.count("The staff answered") == 20
    assert "and 5 more" in mail.outbox[0].body
    assert all(mailed())


def test_titles_of_several_lines_make_no_headers_and_signs_stay_as_they_are(course, reader):
    Notice.objects.update(params={"item": "a < b & c\nBcc: x@example.org"})
    send_digests(MORNING)
    assert "a < b & c" in mail.outbox[0].body
    assert recipients() == ["ben@example.org"] and not mail.outbox[0].bcc


def test_one_that_cannot_be_written_hides_no_other(course, reader, caplog):
    dan = reachable(make_student(course, "dan"))
    make_notice(dan, course, created_at=EARLIER)
    Notice.objects.filter(user=reader).update(params=["no", "object"])
    assert send_digests(MORNING) == DigestResult(sent=1, failed=1)
    assert recipients() == ["dan@example.org"]
    assert mailed() == [False, True]
    assert Notice.objects.get(user=reader).mail_begun_at is None
    assert f"User {reader.pk} cannot be told by mail" in caplog.text


def test_a_few_queries_find_that_nobody_is_due(course, reader, django_assert_num_queries):
    for _ in range(5):
        make_notice(reachable(make_student(course)), make_course(), created_at=EARLIER)
    with django_assert_num_queries(1):
        send_digests(MORNING - timedelta(hours=1))


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


def test_a_mail_server_takes_it(reader, server):
    assert send_digests(MORNING) == DigestResult(sent=1)
    ((to, text),) = server.taken
    unfolded = " ".join(text.split())
    assert to == "ben@example.org"
    assert "List-Unsubscribe: <https://ml.example.org/notices/mail-off/" in unfolded


def test_a_server_that_cannot_be_reached_costs_nothing(reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(OSError):
        send_digests(MORNING)
    assert Notice.objects.get().mail_begun_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_digests(MORNING + timedelta(minutes=10)) == DigestResult(sent=1)


def test_what_is_refused_for_now_is_tried_again(reader, server):
    server.reply = lambda _: "451 try again later"
    assert send_digests(MORNING) == DigestResult(failed=1)
    assert mailed() == [False]
    server.reply = lambda _: "250 taken"
    assert send_digests(MORNING + timedelta(minutes=10)) == DigestResult(sent=1)
    assert len(server.taken) == 1 and mailed() == [True]


def test_what_is_refused_for_good_is_not_tried_again_and_not_called_mailed(course, reader, server):
    make_notice(reachable(make_student(course, "dan")), course, created_at=EARLIER)
    server.reply = lambda to: "554 no such person" if to == "ben@example.org" else "250 taken"
    assert send_digests(MORNING) == DigestResult(sent=1, failed=1)
    assert send_digests(MORNING + timedelta(minutes=10)) == DigestResult()
    assert [to for to, _ in server.taken] == ["dan@example.org"]
    assert mailed() == [False, True]


def test_a_connection_that_is_lost_meanwhile_may_have_sent_it(course, reader, server):
    make_notice(reachable(make_student(course, "dan")), course, created_at=EARLIER)
    server.reply = lambda to: "" if to == "ben@example.org" else "250 taken"
    with pytest.raises(SMTPServerDisconnected):
        send_digests(MORNING)
    assert mailed() == [False, False]
    assert send_digests(MORNING + timedelta(minutes=10)) == DigestResult(sent=1)
    assert [to for to, _ in server.taken] == ["dan@example.org"]
    assert mailed() == [False, True]
