"""Who a person of a platform is here: by the platform's name for them, never by address alone."""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.lti.claims import Claims
from courseware.lti.models import Account, Platform
from courseware.lti.refusals import Refused
from courseware.people.logins import find_users
from courseware.people.models import User, check_skeleton

_TRIES = 5


def account_of(claims: Claims) -> Account | None:
    known = Account.objects.select_related("user")
    return known.filter(issuer=claims.issuer, sub=claims.sub).first()


def has_account_by_address(email: str) -> bool:
    """Whether it may be that the person has an account here: somebody has this address."""
    return bool(email) and bool(find_users([email]))


def trusted_user(platform: Platform, claims: Claims) -> User | None:
    """Who has verified the address that the platform vouches for.

    Never one of the site's administrators: a platform must not be able to act as one.
    """
    if not platform.trusts_email or not claims.email:
        return None
    verified = EmailAddress.objects.filter(email=claims.email.lower(), verified=True)
    address = verified.select_related("user").first()
    if address is None or not address.user.is_active or is_administrator(address.user):
        return None
    user: User = address.user
    return user


def is_administrator(user: User) -> bool:
    return bool(user.is_staff or user.is_superuser)


@in_transaction
def link(claims: Claims, user: User) -> Account:
    """Connects the person to an account. Raises: Refused: they are connected to another one."""
    account, _new = Account.objects.get_or_create(
        issuer=claims.issuer, sub=claims.sub, defaults={"user": user}
    )
    if account.user_id != user.pk:
        raise Refused(_("You are already connected to another account of this site."))
    return account


@in_transaction
def make_account(claims: Claims) -> Account:
    """A new account for the person; it has no password, and can be given one by mail.

    An address that somebody has is left out: it may be somebody else's.
    """
    found = account_of(claims)
    if found is not None:
        return found
    email = _address(claims.email)
    user = User(
        username=_username(claims),
        first_name=claims.given_name[:150],
        last_name=claims.family_name[:150],
        email=email,
    )
    user.set_unusable_password()
    user.save()
    if email:
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return link(claims, user)


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return "" if find_users([email]) else email.lower()


def _username(claims: Claims) -> str:
    """After the name or the address, with a number that tells it from others."""
    wanted = claims.email.partition("@")[0] or claims.name or _("learner")
    kept = "".join(char for char in wanted.lower() if char.isascii() and char.isalnum())
    base = kept[:30] or "learner"
    for _try in range(_TRIES):
        name = f"{base}-{secrets.randbelow(10**6):06d}"
        try:
            check_skeleton(name)
        except ValidationError:
            continue
        return name
    return f"learner-{secrets.token_hex(8)}"
