"""Guessing passwords is slowed down, and nobody is locked out.

Failures are counted, never successes, in the database that every process of the site shares and
that signing in needs anyway. Each counter allows some failures at once; then each further one
doubles the wait before the next try, up to a limit, and with time the count falls again. A try
that has to wait is answered at once, is not looked at and counts nothing.

Three counters see each wrong password:

- the account from this network: somebody who guesses from there slows down nobody elsewhere;
- the account from all networks that it has never been used from: many addresses, one account;
- the network as a whole: one address, many accounts. It allows the typing errors of a lecture hall.

The last two concern strangers only. A browser in which the account has been used before has a
counter of its own, and in a network from which it has been used, a first try never waits.

The tries of one account from one network that are over the limit are charged before the password
is looked at, so that many at once get one try between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
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

from courseware.people.devices import device_of, is_known_network
from courseware.people.models import ThrottleCounter, User
from courseware.people.networks import network_of
from courseware.people.skeletons import skeleton_of

FORGET = timedelta(days=1)
LONGEST_LOGIN = 320  # characters of an address; more name nobody


@dataclass(frozen=True)
class Allowance:
    """``free`` at once, then waits of ``first`` seconds, doubled each time up to ``most``.

    One is forgotten every ``pace`` seconds.
    """

    name: str
    free: int
    first: float
    most: float
    pace: float

    def wait_after(self, count: float) -> float:
        over = round(count) - self.free
        return min(self.most, self.first * 2.0 ** min(over, 30)) if over >= 0 else 0.0

    def is_over(self, row: ThrottleCounter, now: datetime) -> bool:
        return self.wait_after(self.left_of(row, now)) > 0

    def left_of(self, row: ThrottleCounter, now: datetime) -> float:
        return max(0.0, row.count - (now - row.updated_at).total_seconds() / self.pace)

    def wait_of(self, row: ThrottleCounter, now: datetime) -> float:
        passed = (now - row.updated_at).total_seconds()
        return max(0.0, self.wait_after(row.count) - passed)


PAIR = Allowance("pair", free=5, first=5, most=600, pace=600)
ACCOUNT = Allowance("account", free=20, first=5, most=60, pace=60)
NETWORK = Allowance("network", free=60, first=2, most=30, pace=30)


class SlowDown(ValidationError):
    """Too many failures: a form shows the sentence, the middleware adds status and header."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, ceil(seconds))
        super().__init__(
            _("There were too many failed attempts. Wait %(time)s, then try again.")
            % {"time": in_words(self.seconds)},
            code="slow_down",
        )


def in_words(seconds: int) -> str:
    if seconds <= 120:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


Counter = tuple[Allowance, str]


def guard(
    request: HttpRequest | None,
    users: Iterable[User],
    login: str,
    check: Callable[[], User | None],
) -> User | None:
    """The person whom ``check`` finds, unless there were too many failures; nobody is a failure.

    ``users`` are those whom ``login`` may mean. A try is one for each of them: the counters of all
    are asked, and whoever is found clears none but their own. Raises `SlowDown`.
    """
    request = request or HttpRequest()
    each_of = {user.pk: _counters(request, user) for user in users}
    counters = list(each_of.values()) or [_counters_of_nobody(request, login)]
    strict = list(dict.fromkeys(each.strict for each in counters))
    loose = list(dict.fromkeys(chain.from_iterable(each.loose for each in counters)))
    asked = list(dict.fromkeys(chain.from_iterable(each.asked for each in counters)))
    failed, charged = _enter(request, strict, asked)
    found = check()
    if found is None:
        charge([each for each in strict if each not in charged] + loose)
    elif (own := each_of[found.pk].strict) in failed:
        ThrottleCounter.objects.filter(key=key_of(*own)).delete()
    return found


def count_request(request: HttpRequest, allowance: Allowance, *names: str) -> None:
    """For requests that cost something whatever comes of them. Raises `SlowDown`."""
    counter = (allowance, "\0".join(names))
    _enter(request, [], [counter])
    charge([counter])


class Counters(NamedTuple):
    """Of one person: that from here, the others that a failure counts in, and those to ask."""

    strict: Counter
    loose: list[Counter]
    asked: list[Counter]


def _counters(request: HttpRequest, user: User) -> Counters:
    name, network = skeleton_of(user.username), network_of(request)
    everyone = (NETWORK, network)
    if device := device_of(request, user):
        strict = (PAIR, f"{name}\0device {device}")
        return Counters(strict, [everyone], [strict])
    if is_known_network(user, network):
        strict = (PAIR, f"{name}\0{network}")
        tried = ThrottleCounter.objects.filter(key=key_of(*strict)).exists()
        return Counters(strict, [everyone], [strict, everyone] if tried else [strict])
    return _counters_of_stranger(name, network)


def _counters_of_nobody(request: HttpRequest, login: str) -> Counters:
    """Nobody has this name: counted like the person who might."""
    return _counters_of_stranger(skeleton_of(login[:LONGEST_LOGIN]), network_of(request))


def _counters_of_stranger(name: str, network: str) -> Counters:
    strict = (PAIR, f"{name}\0{network}")
    loose = [(ACCOUNT, name), (NETWORK, network)]
    return Counters(strict, loose, [strict, *loose])


def _enter(
    request: HttpRequest, strict: list[Counter], asked: list[Counter]
) -> tuple[list[Counter], list[Counter]]:
    """Those that have failures, and those of ``strict`` that are over the limit: charged already.

    Raises `SlowDown`.
    """
    now = timezone.now()
    rows = ThrottleCounter.objects.in_bulk([key_of(*each) for each in asked])
    failed = {each: rows[key] for each in asked if (key := key_of(*each)) in rows}
    wait = max((each[0].wait_of(row, now) for each, row in failed.items()), default=0.0)
    charged = []
    if wait <= 0:
        for each in strict:
            if each in failed and each[0].is_over(failed[each], now):
                wait = max(wait, _charge_first(each[0], failed[each], now))
                charged.append(each)
    if wait > 0:
        raise _refusal(request, wait)
    return list(failed), charged


def _charge_first(allowance: Allowance, row: ThrottleCounter, now: datetime) -> float:
    """How long to wait after all, because another try was quicker."""
    mine = ThrottleCounter.objects.filter(key=row.key, updated_at=row.updated_at)
    charged = mine.update(count=allowance.left_of(row, now) + 1, updated_at=now)
    return 0.0 if charged else allowance.first


def _refusal(request: HttpRequest, wait: float) -> SlowDown:
    slow_down = SlowDown(wait)
    request.retry_after = slow_down.seconds  # type: ignore[attr-defined]
    return slow_down


def charge(counters: Iterable[Counter]) -> None:
    """One more failure in each; in one order, so that no two wait for each other."""
    now = timezone.now()
    with transaction.atomic():
        for key, allowance in sorted((key_of(*each), each[0]) for each in counters):
            row, made = ThrottleCounter.objects.select_for_update().get_or_create(
                key=key, defaults={"count": 1.0, "updated_at": now}
            )
            if made:
                ThrottleCounter.objects.filter(updated_at__lt=now - FORGET).delete()
            else:
                row.count, row.updated_at = allowance.left_of(row, now) + 1, now
                row.save()


def key_of(allowance: Allowance, name: str) -> str:
    """Hashed: what people type as their name may be their password."""
    return salted_hmac(
        "courseware.throttle", f"{allowance.name}\0{name}", algorithm="sha256"
    ).hexdigest()
