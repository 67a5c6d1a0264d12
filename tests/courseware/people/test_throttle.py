"""Wrong passwords are slowed down, by account and network, at every door; right ones never are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courseware.people import throttle
from courseware.people.allowances import ACCOUNT, NETWORK, PAIR
from courseware.people.models import ThrottleCounter, User
from courseware.people.throttle import TooManyAttempts
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "correct horse", "battery staple"
HALL, HOME, FAR = "192.0.2.1", "198.51.100.7", "203.0.113.9"
LOGIN = reverse("account_login")


class CountingHasher(PBKDF2PasswordHasher):
    """Quick, so that tests can sign in often; tells how often it was asked."""

    iterations = 1
    hashes = 0

    def encode(self, *args, **options):
        CountingHasher.hashes += 1
        return super().encode(*args, **options)


@pytest.fixture(autouse=True)
def quick_hasher(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]


def person(name: str, **fields) -> User:
    user = make_user(name, **fields)
    user.set_password(RIGHT)
    user.save()
    return user


@pytest.fixture
def ada(db):
    return person("ada", is_staff=True, is_superuser=True)


def sign_in(login: str, password: str, place: str = HALL, client: Client | None = None):
    fields = {"login": login, "password": password}
    return (client or Client()).post(LOGIN, fields, REMOTE_ADDR=place)


def fail(login: str, times: int = PAIR.burst, place: str = HALL, client: Client | None = None):
    return [sign_in(login, WRONG, place, client).status_code for _ in range(times)]


def refused(login: str, place: str) -> bool:
    """Whether a wrong password has to wait, without the page around it."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = place
    try:
        assert authenticate(request, username=login, password=WRONG) is None
    except TooManyAttempts:
        return True
    return False


class Clock:
    """Stands still until it is told, however busy the machine is."""

    def __init__(self) -> None:
        self.moment = timezone.now()

    def now(self):
        return self.moment


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(throttle, "timezone", clock)
    return clock


@pytest.fixture
def later(clock):
    def wait(seconds: float) -> None:
        clock.moment += timedelta(seconds=seconds)

    return wait


# -- right passwords ------------------------------------------------------------------------------
def test_a_lecture_hall_behind_one_address_signs_in():
    people = [person(f"student-{number}").username for number in range(60)]
    for number, name in enumerate(people):
        if number % 6 == 0:  # some mistype
            assert sign_in(name, WRONG).status_code == 200
        assert sign_in(name, RIGHT).status_code == 302


@pytest.mark.slow
def test_signing_in_again_and_again_counts_nothing(ada):
    assert {sign_in("ada", RIGHT).status_code for _ in range(31)} == {302}
    assert not ThrottleCounter.objects.exists()


def test_who_guesses_elsewhere_keeps_nobody_out(ada):
    fail("ada", 6, FAR)
    assert sign_in("ada", RIGHT, HOME).status_code == 302


def test_a_right_password_forgives_the_wrong_ones_before_it(ada):
    for _ in range(4):
        assert fail("ada", PAIR.burst - 1) == [200] * (PAIR.burst - 1)
        assert sign_in("ada", RIGHT).status_code == 302


# -- wrong passwords ------------------------------------------------------------------------------
def test_after_some_failures_one_waits_and_is_told_how_long(ada, later):
    assert fail("ada") == [200] * PAIR.burst
    answer = sign_in("ada", RIGHT)
    assert answer.status_code == 429
    seconds = int(answer["Retry-After"])
    assert 1 <= seconds <= PAIR.first_wait
    page = answer.content.decode()
    assert "There were too many failed attempts. Wait " in page
    assert 'value="ada"' in page  # what was typed is still there
    later(seconds)
    assert sign_in("ada", RIGHT).status_code == 302


def test_waits_grow_and_end_at_a_limit(ada, later):
    fail("ada")
    waits = []
    for _ in range(9):
        waits.append(int(sign_in("ada", WRONG)["Retry-After"]))
        later(waits[-1])
        assert fail("ada", 1) == [200]
    assert waits[:4] == [5, 10, 20, 40]
    assert max(waits) == PAIR.max_wait


def test_a_refused_try_is_not_looked_at_and_counts_nothing(ada):
    fail("ada")
    before = list(ThrottleCounter.objects.order_by("key").values_list("key", "count"))
    hashes = CountingHasher.hashes
    assert {sign_in("ada", password).status_code for password in (RIGHT, WRONG)} == {429}
    assert CountingHasher.hashes == hashes
    assert list(ThrottleCounter.objects.order_by("key").values_list("key", "count")) == before


def test_failures_are_forgotten_with_time(ada, later):
    fail("ada", PAIR.burst - 1)
    later(PAIR.decay * PAIR.burst)
    assert fail("ada", PAIR.burst - 1) == [200] * (PAIR.burst - 1)
    assert sign_in("ada", RIGHT).status_code == 302


@pytest.mark.parametrize("other", ["ADA", "Ada", "ada@example.org", "ADA@Example.org", " ada "])
def test_whatever_is_typed_for_an_account_counts_for_that_account(ada, other):
    fail("ada", 3)
    fail(other, 2)
    assert sign_in("ada", RIGHT).status_code == 429
    assert sign_in(other, RIGHT).status_code == 429


@pytest.mark.parametrize("other", ["ａda", "adа", "áda", "ada.", "ad\u200ba", "ADA"])
def test_names_that_look_alike_count_together(ada, other):
    fail(other)
    assert sign_in("ada", RIGHT).status_code == 429


def test_an_address_that_is_another_persons_name_is_guessed_at_once_for_both(ada):
    other = person("other")
    other.username = "ada@example.org"
    other.save()
    fail("ada@example.org")
    assert sign_in("ada", RIGHT).status_code == 429


# -- who exists -----------------------------------------------------------------------------------
@pytest.mark.parametrize("known", ["ada", "ada@example.org", "bea", "cay"])
def test_nobody_learns_who_exists(ada, known):
    """Neither by what is said, nor by when, nor by the hashes that it costs."""
    person("bea", is_active=False)
    make_user("cay")  # has no password
    unknown = known.translate(str.maketrans("abcy", "zxqw"))
    seen = {}
    for login in (known, unknown):
        seen[login] = []
        for _ in range(PAIR.burst + 2):
            before = CountingHasher.hashes
            answer = sign_in(login, WRONG, HOME if login == known else FAR)
            page = answer.content.decode().replace(login, "X")
            seen[login].append(
                (answer.status_code, CountingHasher.hashes - before, page.split("<main")[-1])
            )
    assert [each[:2] for each in seen[known]] == [(200, 1)] * PAIR.burst + [(429, 0)] * 2
    token = r'name="csrfmiddlewaretoken" value="[^"]*"'
    assert [strip(token, page) for *_, page in seen[known]] == [
        strip(token, page) for *_, page in seen[unknown]
    ]


def strip(pattern: str, page: str) -> str:
    return re.sub(pattern, "", page)


@pytest.mark.parametrize("login", ["\0", "a\0da", "x" * 100_000, "٠", "\u200b", "@", "a@b@c"])
def test_whatever_is_typed_is_answered(login):
    assert sign_in(login, WRONG).status_code in (200, 429)


# -- one network, many accounts -------------------------------------------------------------------
def test_one_password_for_many_accounts_is_slowed_down(later):
    answers = [refused(f"student-{number}", HALL) for number in range(200)]
    assert answers == [False] * NETWORK.burst + [True] * (200 - NETWORK.burst)
    later(NETWORK.first_wait)
    assert sign_in("student-300", WRONG).status_code == 200
    assert int(sign_in("student-301", WRONG)["Retry-After"]) > NETWORK.first_wait
    assert not refused("student-302", HOME)


def test_while_somebody_sprays_a_hall_its_people_get_in(ada):
    ada_here = Client()
    assert sign_in("ada", RIGHT, client=ada_here).status_code == 302
    person("bea")
    fail_many(NETWORK.burst)
    assert sign_in("zoe", WRONG).status_code == 429  # the one who sprays
    assert sign_in("ada", RIGHT, client=ada_here).status_code == 302  # her browser
    assert sign_in("ada", RIGHT).status_code == 302  # another browser in a network of hers
    first = sign_in("bea", RIGHT)  # here for the first time: waits for seconds
    assert int(first["Retry-After"]) <= NETWORK.max_wait
    assert sign_in("bea", RIGHT, HOME).status_code == 302


def test_spraying_accounts_that_are_used_here_is_slowed_down_too():
    people = [person(f"student-{number}").username for number in range(5)]
    for name in people:
        sign_in(name, RIGHT)
    fail_many(NETWORK.burst)
    assert [fail(name, 2) for name in people] == [[200, 429]] * 5


def fail_many(times: int) -> None:
    for number in range(times):
        assert not refused(f"nobody-{number}", HALL)


# -- many networks, one account -------------------------------------------------------------------
def from_everywhere(login: str, times: int) -> list[bool]:
    return [refused(login, f"10.0.0.{number}") for number in range(times)]


def test_many_addresses_against_one_account_are_slowed_down(ada):
    answers = from_everywhere("ada", 60)
    assert answers == [False] * ACCOUNT.burst + [True] * (60 - ACCOUNT.burst)
    assert int(sign_in("ada", WRONG, FAR)["Retry-After"]) <= ACCOUNT.max_wait


def test_meanwhile_the_owner_gets_in_where_they_are_known(ada):
    browser = Client()
    assert sign_in("ada", RIGHT, HOME, browser).status_code == 302
    from_everywhere("ada", 30)
    browser.post(reverse("account_logout"))
    assert sign_in("ada", RIGHT, HOME).status_code == 302  # their network
    assert sign_in("ada", RIGHT, FAR, browser).status_code == 302  # their browser
    assert sign_in("ada", RIGHT, "203.0.113.77").status_code == 429


def test_who_resets_the_password_by_mail_is_known_in_that_browser(ada):
    browser, new = Client(), "another long password"
    browser.post(reverse("account_reset_password"), {"email": ada.email}, REMOTE_ADDR=FAR)
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = browser.get(link, REMOTE_ADDR=FAR)["Location"]
    browser.post(form, {"password1": new, "password2": new}, REMOTE_ADDR=FAR)
    from_everywhere("ada", 30)
    assert sign_in("ada", new, FAR).status_code == 302
    assert sign_in("ada", new, HOME, browser).status_code == 302
    assert sign_in("ada", new, "203.0.113.77").status_code == 429


def test_a_known_browser_is_slowed_down_too(ada):
    browser = Client()
    sign_in("ada", RIGHT, HOME, browser)
    browser.post(reverse("account_logout"))
    assert fail("ada", PAIR.burst + 1, HOME, browser) == [200] * PAIR.burst + [429]
    assert sign_in("ada", RIGHT, FAR, browser).status_code == 429


@pytest.mark.parametrize("cookie", ["x", "abc.1", "abc.1:sig", "", "." * 500])
def test_a_forged_cookie_makes_nobody_known(ada, cookie):
    from_everywhere("ada", 30)
    browser = Client()
    browser.cookies["device"] = cookie
    assert sign_in("ada", RIGHT, FAR, browser).status_code == 429


def test_a_browser_is_known_for_the_accounts_that_were_used_in_it(ada):
    person("bea")
    browser = Client()
    sign_in("bea", RIGHT, FAR, browser)
    browser.post(reverse("account_logout"))
    from_everywhere("ada", 30)
    assert sign_in("ada", RIGHT, FAR, browser).status_code == 429
    assert sign_in("bea", RIGHT, FAR, browser).status_code == 302


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_addresses_that_one_client_owns_are_one(ada, one, other, same):
    fail("ada", place=one)
    assert sign_in("ada", RIGHT, other).status_code == (429 if same else 302)


def test_nobody_changes_address_by_a_header(ada):
    for number in range(PAIR.burst):
        Client().post(
            LOGIN,
            {"login": "ada", "password": WRONG},
            REMOTE_ADDR=HALL,
            headers={"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.0.{number}"},
        )
    assert sign_in("ada", RIGHT).status_code == 429


def test_counters_that_are_over_are_swept(ada, later):
    fail("ada", 1, FAR)
    later(2 * 86_400)
    fail("zoe", 1, HOME)
    assert ThrottleCounter.objects.count() == 3  # zoe from home, zoe, home


# -- one login, several people --------------------------------------------------------------------
@pytest.fixture
def eve(ada):
    """Her name is Ada's address, as it could be before that was refused."""
    eve = person("eve")
    eve.username = ada.email
    eve.set_password("eves own password")
    eve.save()
    return eve


def test_who_signs_in_as_herself_does_not_clear_what_was_guessed_for_another(ada, eve):
    for _ in range(PAIR.burst):
        assert fail(ada.email, 1) == [200]
        assert sign_in(ada.email, "eves own password").status_code in (302, 429)
    assert sign_in(ada.email, WRONG).status_code == 429
    assert sign_in("ada", RIGHT).status_code == 429


def test_a_browser_and_network_of_one_are_strange_to_the_other(ada, eve):
    browser = Client()
    assert sign_in(ada.email, "eves own password", FAR, browser).status_code == 302
    browser.post(reverse("account_logout"))
    from_everywhere("ada", 30)
    assert sign_in(ada.email, WRONG, FAR, browser).status_code == 429  # her browser
    assert sign_in(ada.email, WRONG, FAR).status_code == 429  # her network


def test_guesses_in_the_browser_of_another_count_for_the_account(ada, eve):
    browser = Client()
    sign_in(ada.email, "eves own password", FAR, browser)
    browser.post(reverse("account_logout"))
    fail(ada.email, PAIR.burst, FAR, browser)
    assert sign_in("ada", RIGHT, FAR).status_code == 429


def test_who_is_found_clears_their_own_failures(ada, eve):
    fail(ada.email, PAIR.burst - 1)
    assert sign_in(ada.email, RIGHT).status_code == 302
    assert fail("ada", PAIR.burst - 1) == [200] * (PAIR.burst - 1)
