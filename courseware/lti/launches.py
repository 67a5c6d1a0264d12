"""Launches that have come: one token each, with which somebody enters once."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.lti import logins, messages
from courseware.lti.claims import Claims, stored_claims
from courseware.lti.models import Launch
from courseware.lti.refusals import Refused
from courseware.people.models import User

ENTERED_WITHIN = timedelta(minutes=30)
"""How long a page that a launch has opened can be used: choosing content takes a while."""


def receive(id_token: str, state: str, browser: str, *, framed: bool) -> Launch:
    """The launch that a message makes.

    Within another site's page, a browser may keep cookies from us. Then the launch goes on only
    after the person has seen in whose name, and said so (`views.launching`).

    Raises: Refused: with the reason, which is kept if the platform is known.
    """
    try:
        login = logins.take(state)
        if login.browser != browser and not framed:
            raise Refused(
                _(
                    "This launch was started in another browser, or this browser keeps no cookies "
                    "for this site. Allow cookies, go back to the platform, and open the link "
                    "again."
                ),
                login.platform,
            )
        claims = messages.check(id_token, login)
    except Refused as refusal:
        note_refusal(refusal)
        raise
    return Launch.objects.create(
        platform=login.platform,
        token=secrets.token_urlsafe(32),
        browser=login.browser,
        claims=claims.plain,
    )


def note_refusal(refusal: Refused) -> None:
    if refusal.platform is not None:
        Launch.objects.create(platform=refusal.platform, problem=str(refusal)[:300])


def find(token: str) -> Launch:
    """The launch with this token, which stays usable. Raises: Refused"""
    since = timezone.now() - ENTERED_WITHIN
    usable = Launch.objects.select_related("platform").filter(at__gt=since, claims__isnull=False)
    launch = usable.filter(token=token).first() if token and "\0" not in token else None
    if launch is None or not launch.platform.active:
        raise Refused(_("This page has expired. Go back to the platform and open the link again."))
    return launch


def take(token: str) -> Launch:
    """As `find`; nobody finds it by its token again. Raises: Refused"""
    launch = find(token)
    if not Launch.objects.filter(pk=launch.pk, token=token).update(token=None):
        raise Refused(_("This launch was already used. Open the link in the platform again."))
    launch.token = None
    return launch


def taken(pk: object) -> Launch:
    """One whose token was taken in this session. Raises: Refused"""
    since = timezone.now() - ENTERED_WITHIN
    usable = Launch.objects.select_related("platform").filter(at__gt=since, claims__isnull=False)
    launch = usable.filter(pk=pk).first() if isinstance(pk, int) else None
    if launch is None:
        raise Refused(_("There is no launch to go on with. Open the link in the platform again."))
    return launch


def claims_of(launch: Launch) -> Claims:
    return stored_claims(launch.claims)


def finish(launch: Launch, user: User | None, problem: str = "") -> None:
    """Notes how a launch ended; what the platform said of the person goes once they are in."""
    launch.user, launch.problem = user, problem[:300]
    if not problem:
        launch.claims = None
    launch.save(update_fields=["user", "problem", "claims"])
