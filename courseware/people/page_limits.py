"""Pages of which every request counts, as each makes an account, sends a message or costs a hash.

Generous enough for a lecture hall behind one address. Where passwords are checked only failures
count (`throttle`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from courseware.people.networks import network_of
from courseware.people.skeletons import skeleton_of
from courseware.people.throttle import Allowance, count_request

Key = Callable[[HttpRequest], str]


@dataclass(frozen=True)
class Limit:
    allowance: Allowance
    key: Key


def _person(request: HttpRequest) -> str:
    return str(request.user.pk or network_of(request))


def _address(request: HttpRequest) -> str:
    """As it is typed, whether anybody has it or not."""
    return skeleton_of(request.POST.get("email", "")[:320])


SIGN_UP = Limit(Allowance("sign-up", free=500, first=2, most=60, pace=12), network_of)
MAIL = Limit(Allowance("mail to", free=3, first=60, most=3600, pace=1200), _address)
MAILS = Limit(Allowance("mails from", free=100, first=10, most=300, pace=60), network_of)
KEYS = Limit(Allowance("keys from", free=100, first=2, most=60, pace=30), network_of)
EMAIL = Limit(Allowance("addresses of", free=10, first=30, most=3600, pace=600), _person)
NEW_PASSWORD = Limit(Allowance("new password of", free=10, first=5, most=600, pace=60), _person)

PAGES: dict[str, tuple[Limit, ...]] = {
    "account_signup": (SIGN_UP,),
    "account_reset_password": (MAILS, MAIL),
    "account_reset_password_from_key": (KEYS,),
    "account_confirm_email": (KEYS,),
    "account_confirm_login_code": (KEYS,),
    "account_email": (EMAIL,),
    "account_set_password": (NEW_PASSWORD,),
}


def check_page(request: HttpRequest) -> None:
    """Raises `SlowDown`."""
    place = request.resolver_match
    if request.method != "POST" or place is None:
        return
    for limit in PAGES.get(place.view_name, ()):
        count_request(request, limit.allowance, limit.key(request))
