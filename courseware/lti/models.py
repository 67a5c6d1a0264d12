"""Learning platforms that open this site as an LTI 1.3 tool, and what they have sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

URL_LENGTH = 1000
NAME_LENGTH = 255  # of what platforms name: LTI limits its ids to it


class Key(models.Model):
    """A key pair with which this site signs; platforms read the public halves.

    The newest signs. A retired one is still shown for a while, for what it has signed.
    """

    private = models.TextField()
    public = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Key {self.pk}"


class Platform(models.Model):
    """A registration of this site at a platform.

    ``keyset`` are the platform's public keys as last read. While it cannot be reached nothing is
    sent to it, until ``down_until``. A platform that is trusted for addresses (``trusts_email``)
    can connect a person to the account that has verified the same one.
    """

    name = models.CharField(max_length=200)
    issuer = models.CharField(max_length=NAME_LENGTH)
    client_id = models.CharField(max_length=NAME_LENGTH)
    auth_url = models.URLField(max_length=URL_LENGTH)
    token_url = models.URLField(max_length=URL_LENGTH)
    keyset_url = models.URLField(max_length=URL_LENGTH)
    audience = models.CharField(max_length=URL_LENGTH, blank=True)
    frame_origins = models.CharField(max_length=500, blank=True)
    trusts_email = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    keyset: Any = models.JSONField(null=True, blank=True)
    keyset_at = models.DateTimeField(null=True, blank=True)
    down_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "client_id"], name="one_lti_registration")
        ]

    def __str__(self) -> str:
        return self.name


class Deployment(models.Model):
    """A place in a platform where it has put the tool; not used until somebody allows it."""

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="deployments")
    key = models.CharField(max_length=NAME_LENGTH)
    active = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "key"], name="one_lti_deployment")
        ]

    def __str__(self) -> str:
        return f"{self.platform}: {self.key}"


class Context(models.Model):
    """A course of a platform, and the course here that it opens."""

    deployment = models.ForeignKey(Deployment, on_delete=models.CASCADE, related_name="contexts")
    key = models.CharField(max_length=NAME_LENGTH)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    course = models.ForeignKey(
        "items.Course", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    mapped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    members_url = models.URLField(max_length=URL_LENGTH, blank=True)
    members: Any = models.JSONField(null=True, blank=True, help_text="As the platform lists them.")
    members_at = models.DateTimeField(null=True, blank=True)
    members_problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["deployment", "key"], name="one_lti_context")
        ]

    def __str__(self) -> str:
        return self.title or self.key


class Account(models.Model):
    """Who a person of a platform is here. LTI's name of a person is unique with the issuer."""

    issuer = models.CharField(max_length=NAME_LENGTH)
    sub = models.CharField(max_length=NAME_LENGTH)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lti_accounts"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "sub"], name="one_lti_account_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.issuer})"


class Member(models.Model):
    """A person of a platform in one of its courses: for whom scores can be sent there."""

    context = models.ForeignKey(Context, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["context", "account"], name="one_lti_member")
        ]

    def __str__(self) -> str:
        return f"{self.account} in {self.context}"


class Link(models.Model):
    """A link in a course of a platform, and the item that it opens, if it is one.

    Scores go to its line item, or to one that is made for it at ``lineitems_url``.
    """

    context = models.ForeignKey(Context, on_delete=models.CASCADE, related_name="links")
    key = models.CharField(max_length=NAME_LENGTH)
    title = models.CharField(max_length=NAME_LENGTH, blank=True)
    item = models.ForeignKey(
        "items.Item", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lineitem_url = models.URLField(max_length=URL_LENGTH, blank=True)
    lineitems_url = models.URLField(max_length=URL_LENGTH, blank=True)
    scopes: Any = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["context", "key"], name="one_lti_link")]

    def __str__(self) -> str:
        return self.title or self.key


class Login(models.Model):
    """A launch that has begun: what the platform's message must bring back, once.

    ``browser`` is the cookie of the browser that began it.
    """

    state = models.CharField(max_length=64, unique=True)
    nonce = models.CharField(max_length=100)
    browser = models.CharField(max_length=64)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.platform}, {self.at:%Y-%m-%d %H:%M}"


class Launch(models.Model):
    """A launch that has come: refused with its ``problem``, or good.

    Whoever has the token of a good one may enter with it, once; then its ``claims`` are deleted.
    """

    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="launches")
    token = models.CharField(max_length=64, unique=True, null=True)
    browser = models.CharField(max_length=64, blank=True)
    claims: Any = models.JSONField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.platform}, {self.at:%Y-%m-%d %H:%M}"


class RegistrationLink(models.Model):
    """An address that a platform can open once, to register itself."""

    digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    platform = models.ForeignKey(
        Platform, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"Registration until {self.expires_at:%Y-%m-%d %H:%M}"


class ScoreLine(models.Model):
    """The score of one person at one link: what is to be sent, and what has been.

    ``version`` grows with every change that may concern it; it is sent until ``sent_version`` is
    the same. ``stamp`` is the time of the last score that was tried: each carries a later one than
    any before it, by which the platform tells old scores from new ones.
    """

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="lines")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="lines")
    version = models.PositiveIntegerField(default=0)
    sent_version = models.PositiveIntegerField(default=0)
    stamp = models.DateTimeField(null=True, blank=True)
    sent: Any = models.JSONField(null=True, blank=True, help_text="The last that was taken.")
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    abandoned = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "account"], name="one_lti_line")]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=~models.Q(version=models.F("sent_version")),
                name="lti_lines_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.link}"


class ScoreFeed(models.Model):
    """A single row: up to where changes of scores have been taken over into lines."""

    change = models.BigIntegerField(default=0)
    batch = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return "Score feed"
