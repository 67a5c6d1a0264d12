"""The members of a platform's course, as it lists them (Names and Role Provisioning Services)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.lti.claims import Claims, read_claims, stored_claims
from courseware.lti.models import Context
from courseware.lti.roles import role_of
from courseware.lti.services import NotTaken, connected, members_pages
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue

FETCH = "lti.fetch_members"
PAGES = 200
MOST = 10_000
KEPT = timedelta(days=1)
_CLAIM = "https://purl.imsglobal.org/spec/lti/claim"


@dataclass(frozen=True)
class Listed:
    """A member of a course of a platform; ``role`` is a `Role`, ``None`` for none of ours."""

    claims: Claims
    role: Any

    @property
    def name(self) -> str:
        return self.claims.name or self.claims.email or self.claims.sub


@in_transaction
def ask(context: Context) -> None:
    """Has a worker read the members."""
    Context.objects.filter(pk=context.pk).update(members=None, members_at=None, members_problem="")
    enqueue(FETCH, context.pk, lane=Lane.BACKGROUND)


def forget_old() -> None:
    """Lists are for looking at them now; they hold people who are not here."""
    old = Context.objects.filter(members__isnull=False, members_at__lt=timezone.now() - KEPT)
    old.update(members=None)


def fetch(pk: int) -> None:
    """Reads the members of a context, if it is still there, and stores them or what was wrong."""
    contexts = Context.objects.select_related("deployment__platform")
    context = contexts.filter(pk=pk).first()
    if context is None:
        return
    found: dict[str, Any] = {"members": None, "members_problem": ""}
    try:
        found["members"] = _read(context)
    except NotTaken as error:
        found["members_problem"] = str(error)[:300]
    Context.objects.filter(pk=pk).update(members_at=timezone.now(), **found)


def _read(context: Context) -> list[dict[str, Any]]:
    if not context.members_url:
        raise NotTaken(_("The platform does not share its member list."))
    found: dict[str, dict[str, Any]] = {}
    with connected(context.deployment.platform) as connector:
        for page in members_pages(connector, context.members_url, PAGES):
            for member in page:
                claims = _claims(context, member)
                if claims is not None:
                    found.setdefault(claims.sub, claims.plain)
            if len(found) > MOST:
                raise NotTaken(_("The platform lists too many members."))
    return list(found.values())


def _claims(context: Context, member: Any) -> Claims | None:
    """A member with the same checks as somebody who comes by a launch."""
    if not isinstance(member, dict) or member.get("status", "Active") != "Active":
        return None
    names = {name: member.get(name) for name in ("name", "given_name", "family_name", "email")}
    body = {
        **names,
        "iss": context.deployment.platform.issuer,
        "sub": member.get("user_id"),
        f"{_CLAIM}/roles": member.get("roles"),
    }
    claims = read_claims(body)
    return claims if claims.sub else None


def listed(context: Context) -> list[Listed]:
    """The members as last read, by name."""
    found = [stored_claims(plain) for plain in context.members or []]
    people = [Listed(claims, role_of(claims.roles)) for claims in found]
    return sorted(people, key=lambda each: (each.name.casefold(), each.claims.sub))
