"""Rate limits of pages that make an account, send a message or hash a password.

Here every request counts; where passwords are checked, only failures do (`throttle`). The limits
are high enough for a whole class behind one address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from courseware.people.allowances import Allowance
from courseware.people.networks import network_of
from courseware.people.skeletons import skeleton_of
from courseware.people.throttle import count_request

Key = Callable[[HttpRequest], str]


@dataclass(frozen=True)
class Limit:
    allowance: Allowance
    key: Key


def _person(request: HttpRequest) -> str:
    return str(request.user.pk or network_of(request))


def _address(request: HttpRequest) -> str:
    """The address as typed, whether anybody has it or not."""
    return skeleton_of(request.POST.get("email", "")[:320])


SIGN_UP = Limit(Allowance("sign-up", burst=500, first_wait=2, max_wait=60, decay=12), network_of)
MAIL = Limit(Allowance("mail to", burst=3, first_wait=60, max_wait=3600, decay=1200), _address)
MAILS = Limit(Allowance("mails from", burst=100, first_wait=10, max_wait=300, decay=60), network_of)
KEYS = Limit(Allowance("keys from", burst=100, first_wait=2, max_wait=60, decay=30), network_of)
EMAIL = Limit(Allowance("addresses of", burst=10, first_wait=30, max_wait=3600, decay=600), _person)
NEW_PASSWORD = Limit(
    Allowance("new password of", burst=10, first_wait=5, max_wait=600, decay=60), _person
)

EXPORT = Limit(Allowance("exports of", burst=5, first_wait=60, max_wait=3600, decay=600), _person)
MESSAGES = Limit(Allowance("messages by", burst=30, first_wait=30, max_wait=600, decay=60), _person)

SINGLE_SIGN_ON = Limit(
    Allowance("single sign-on from", burst=500, first_wait=2, max_wait=60, decay=12), network_of
)

PAGES: dict[str, tuple[Limit, ...]] = {
    "account_signup": (SIGN_UP,),
    "socialaccount_signup": (SIGN_UP,),
    "oidc_login": (SINGLE_SIGN_ON,),
    "mfa_login_webauthn": (SINGLE_SIGN_ON,),
    "invitation": (SIGN_UP,),
    "account_reset_password": (MAILS, MAIL),
    "account_reset_password_from_key": (KEYS,),
    "account_confirm_email": (KEYS,),
    "account_confirm_login_code": (KEYS,),
    "account_email": (EMAIL,),
    "account_set_password": (NEW_PASSWORD,),
    "export": (EXPORT,),
    "ask": (MESSAGES,),
    "thread": (MESSAGES,),
}


def check_page(request: HttpRequest) -> None:
    """Counts a request to a limited page. Raises `TooManyAttempts`."""
    match = request.resolver_match
    if request.method != "POST" or match is None:
        return
    for limit in PAGES.get(match.view_name, ()):
        count_request(request, limit.allowance, limit.key(request))
