"""What is stored of a person's accounts at platforms, for their copy and when they go."""

from __future__ import annotations

from typing import Any

from courseware.lti.models import Account, Context, Launch
from courseware.people.models import User


def own_accounts(user: User) -> list[dict[str, Any]]:
    """For the person's copy of their data."""
    accounts = Account.objects.filter(user=user).order_by("pk")
    return [
        {"platform": each.issuer, "id": each.sub, "since": each.created_at.isoformat()}
        for each in accounts
    ]


def erase(user: User) -> None:
    """To be called in the transaction that deletes the account.

    Scores that platforms have been given are theirs.
    """
    accounts = Account.objects.filter(user=user)
    for issuer, sub in list(accounts.values_list("issuer", "sub")):
        _forget_listed(issuer, sub)
    Launch.objects.filter(user=user).update(user=None, claims=None)
    accounts.delete()


def _forget_listed(issuer: str, sub: str) -> None:
    lists = Context.objects.filter(
        deployment__platform__issuer=issuer, members__isnull=False
    ).select_for_update()
    for context in lists:
        kept = [each for each in context.members if each.get("sub") != sub]
        if len(kept) != len(context.members):
            Context.objects.filter(pk=context.pk).update(members=kept)
