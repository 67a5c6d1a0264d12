"""Slows down guessing of passwords, without locking anybody out.

Failures are counted, never successes, in the database that all processes of the site share and that
signing in needs anyway. Each counter allows some failures at once; then each further one doubles
the wait before the next try, up to a limit, and with time the count falls again. A try that has to
wait is rejected at once; its password is not checked, and it counts nothing.

A wrong password counts in three counters:

- the account from this network: somebody who guesses from there slows down nobody elsewhere;
- the account from all networks that it has never been used from: many addresses, one account;
- the network as a whole: one address, many accounts. It allows the typing errors of a lecture hall.

The last two concern strangers only. A browser in which the account has been used before has a
counter of its own, and in a network from which it has been used, a first try never waits.

Over the limit, the tries of one account from one network count before the password is checked, so
that of many at the same time one is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from math import ceil
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courseware.people.allowances import ACCOUNT, CODES, NETWORK, PAIR, Allowance
from courseware.people.devices import device_of, is_known_network
from courseware.people.models import ThrottleCounter, User
from courseware.people.networks import network_of
from courseware.people.skeletons import skeleton_of

FORGET_AFTER = timedelta(days=1)
MAX_LOGIN_LENGTH = 320  # characters of the longest e-mail address: 64 + 1 + 255 (RFC 5321, 4.5.3.1)


class TooManyAttempts(ValidationError):
    """Too many failures: a form shows the sentence, the middleware adds status and header."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, ceil(seconds))
        super().__init__(
            _("There were too many failed attempts. Wait %(time)s, then try again.")
            % {"time": wait_phrase(self.seconds)},
            code="too_many_attempts",
        )


def wait_phrase(seconds: int) -> str:
    if seconds <= 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


class Counter(NamedTuple):
    """A counter in the database: an allowance, and whose failures it counts."""

    allowance: Allowance
    name: str

    @property
    def key(self) -> str:
        """Hashed: what people type as their name may be their password."""
        text = f"{self.allowance.name}\0{self.name}"
        return salted_hmac("courseware.throttle", text, algorithm="sha256").hexdigest()


class Counters(NamedTuple):
    """The counters of one try to sign in.

    ``strict`` is that of this person from here, ``loose`` are the others in which a failure counts,
    and ``checked`` are those that may make the try wait.
    """

    strict: Counter
    loose: list[Counter]
    checked: list[Counter]


def guard(
    request: HttpRequest | None,
    users: Iterable[User],
    login: str,
    check: Callable[[], User | None],
) -> User | None:
    """The person whom ``check`` returns; ``None`` is a failure.

    Raises `TooManyAttempts` where one of the counters says so. ``users`` are those whom ``login``
    may mean. A try counts for each of them: the counters of all are checked, and whoever is found
    clears only their own.
    """
    request = request or HttpRequest()
    by_user = {user.pk: _counters(request, user) for user in users}
    groups = list(by_user.values()) or [_counters_for_unknown(request, login)]
    strict = list(dict.fromkeys(group.strict for group in groups))
    loose = list(dict.fromkeys(chain.from_iterable(group.loose for group in groups)))
    checked = list(dict.fromkeys(chain.from_iterable(group.checked for group in groups)))
    failed, counted = _check(request, strict, checked)
    user = check()
    if user is None:
        count_failures([counter for counter in strict if counter not in counted] + loose)
    elif (own := by_user[user.pk].strict) in failed:
        ThrottleCounter.objects.filter(key=own.key).delete()
    return user


def guard_code(request: HttpRequest | None, user: User, check: Callable[[], bool]) -> bool:
    """The same for a code that somebody sends who knows the password: its counters are others, for
    a right password must not clear the guesses of codes.
    """
    request = request or HttpRequest()
    name, network, device = f"code\0{user.pk}", network_of(request), device_of(request, user)
    strict = Counter(PAIR, f"{name}\0{device or network}")
    strangers = [] if device or is_known_network(user, network) else [Counter(CODES, name)]
    failed, counted = _check(request, [strict], [strict, *strangers])
    right = check()
    if not right:
        count_failures([each for each in (strict,) if each not in counted] + strangers)
    elif strict in failed:
        ThrottleCounter.objects.filter(key=strict.key).delete()
    return right


def count_request(request: HttpRequest, allowance: Allowance, *names: str) -> None:
    """Counts a request that is costly whatever its outcome. Raises `TooManyAttempts`."""
    counter = Counter(allowance, "\0".join(names))
    _check(request, [], [counter])
    count_failures([counter])


def _counters(request: HttpRequest, user: User) -> Counters:
    name, network = skeleton_of(user.username), network_of(request)
    everyone = Counter(NETWORK, network)
    if device := device_of(request, user):
        strict = Counter(PAIR, f"{name}\0device {device}")
        return Counters(strict, [everyone], [strict])
    if is_known_network(user, network):
        strict = Counter(PAIR, f"{name}\0{network}")
        has_failed = ThrottleCounter.objects.filter(key=strict.key).exists()
        return Counters(strict, [everyone], [strict, everyone] if has_failed else [strict])
    return _counters_for_stranger(name, network)


def _counters_for_unknown(request: HttpRequest, login: str) -> Counters:
    """For a name that nobody has: like those of the person who might have it."""
    return _counters_for_stranger(skeleton_of(login[:MAX_LOGIN_LENGTH]), network_of(request))


def _counters_for_stranger(name: str, network: str) -> Counters:
    strict = Counter(PAIR, f"{name}\0{network}")
    loose = [Counter(ACCOUNT, name), Counter(NETWORK, network)]
    return Counters(strict, loose, [strict, *loose])


def _check(
    request: HttpRequest, strict: list[Counter], checked: list[Counter]
) -> tuple[list[Counter], list[Counter]]:
    """The counters that have failures, and those of ``strict`` in which this try counts already,
    because they are over the limit. Raises `TooManyAttempts`.
    """
    now = timezone.now()
    rows = ThrottleCounter.objects.in_bulk([counter.key for counter in checked])
    failed = {counter: rows[counter.key] for counter in checked if counter.key in rows}
    waits = (counter.allowance.remaining_wait(row, now) for counter, row in failed.items())
    wait = max(waits, default=0.0)
    counted = []
    if wait <= 0:
        for counter in strict:
            row = failed.get(counter)
            if row is not None and counter.allowance.is_exceeded(row, now):
                wait = max(wait, _count_first(counter.allowance, row, now))
                counted.append(counter)
    if wait > 0:
        raise _too_many_attempts(request, wait)
    return list(failed), counted


def _count_first(allowance: Allowance, row: ThrottleCounter, now: datetime) -> float:
    """Counts a try before it is checked; returns how long to wait if another try was quicker."""
    unchanged = ThrottleCounter.objects.filter(key=row.key, updated_at=row.updated_at)
    counted = unchanged.update(count=allowance.current_count(row, now) + 1, updated_at=now)
    return 0.0 if counted else allowance.first_wait


def _too_many_attempts(request: HttpRequest, wait: float) -> TooManyAttempts:
    error = TooManyAttempts(wait)
    request.retry_after = error.seconds  # for the middleware
    return error


def count_failures(counters: Iterable[Counter]) -> None:
    """Adds a failure to each counter, in the order of keys, so that no two processes deadlock."""
    now = timezone.now()
    with transaction.atomic():
        for counter in sorted(counters, key=lambda counter: counter.key):
            row, created = ThrottleCounter.objects.select_for_update().get_or_create(
                key=counter.key, defaults={"count": 1.0, "updated_at": now}
            )
            if created:
                ThrottleCounter.objects.filter(updated_at__lt=now - FORGET_AFTER).delete()
            else:
                row.count = counter.allowance.current_count(row, now) + 1
                row.updated_at = now
                row.save()
