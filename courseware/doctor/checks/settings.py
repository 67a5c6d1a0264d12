"""Settings that are wrong together, or that no program reads."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from courseware import env
from courseware.doctor.findings import Finding, check, failed, ok, warn

PREFIXES = (
    *("COURSEWARE_", "WEB_", "PUBLIC_", "EMAIL_", "GRADER_", "DATABASE_", "SQLITE_", "KEEP_"),
    *("METRICS_", "SANDBOX_", "WORKER_", "WEBHOOKS_", "QUEUE_", "RUNS_"),
)
# Read by other modules than the settings.
READ_ELSEWHERE = {
    *("GRADER_FREEZER", "GRADER_REQUIRE_PROOF", "COURSEWARE_LABS", "PORT", "FORWARDED_ALLOW_IPS"),
    *("LOG_MIB", "METRICS_HOST"),
}
LOCAL_NAMES = {"localhost", "127.0.0.1", "[::1]"}


@check("settings")
def settings_make_sense() -> Iterator[Finding]:
    yield from _django()
    yield from _unknown_variables(dict(os.environ))
    yield from _secrecy()
    yield from _addresses()
    yield from _capacity()
    given = sorted(name for name in env.names_read() if name in os.environ)
    yield ok("settings given", f"Set in the environment: {', '.join(given) or 'none'}.")


def _django() -> Iterator[Finding]:
    for message in checks.run_checks():
        if message.is_serious():
            hint = f" {message.hint}" if message.hint else ""
            yield failed(message.id or "django", f"{message.msg}{hint}")


def _unknown_variables(environment: dict[str, str]) -> Iterator[Finding]:
    """A name with a typing error is otherwise silently without effect."""
    known = env.names_read() | READ_ELSEWHERE
    for name in sorted(environment):
        if name.startswith(PREFIXES) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "Remove it, or see docs/operating.md."
            yield warn(name, f"{name} is set, but nothing reads it. {hint}")


def _secrecy() -> Iterator[Finding]:
    if settings.DEBUG:
        yield failed("DEBUG", "DEBUG is on: everyone sees tracebacks with settings. Set DEBUG=0.")
    else:
        yield ok("DEBUG", "Tracebacks are hidden.")
    if len(settings.SECRET_KEY) < 32 or len(set(settings.SECRET_KEY)) < 8:
        yield failed(
            "SECRET_KEY",
            "SECRET_KEY is short enough to be guessed. Write at least 50 random characters; "
            "people have to sign in again.",
        )
    else:
        yield ok("SECRET_KEY", "The secret key is long enough.")


def _addresses() -> Iterator[Finding]:
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts:
        yield failed(
            "ALLOWED_HOSTS",
            "ALLOWED_HOSTS allows every name, so links in mail can be forged. Name the site's own.",
        )
    elif settings.HTTPS and hosts <= LOCAL_NAMES:
        yield failed(
            "ALLOWED_HOSTS",
            "HTTPS is on, but ALLOWED_HOSTS has only names of this machine. Add the site's name.",
        )
    else:
        yield ok("ALLOWED_HOSTS", f"The site is reached as {', '.join(sorted(hosts))}.")
    if not hosts <= LOCAL_NAMES and not settings.HTTPS:
        yield warn(
            "HTTPS",
            "The site has a public name without HTTPS=1: passwords travel unencrypted. Put it "
            "behind a proxy that ends TLS and sets X-Forwarded-Proto.",
        )
    address = urlsplit(settings.SITE_URL)
    if address.scheme not in ("http", "https") or not address.hostname:
        yield failed(
            "SITE_URL", f"SITE_URL is “{settings.SITE_URL}”. Write it as https://ml.example.org."
        )
    elif hosts - LOCAL_NAMES and address.hostname in LOCAL_NAMES:
        yield warn(
            "SITE_URL",
            f"Links in mail lead to {settings.SITE_URL}. Set SITE_URL to the site's address.",
        )
    else:
        yield ok("SITE_URL", f"Links in mail lead to {settings.SITE_URL}.")


def _capacity() -> Iterator[Finding]:
    cores = len(os.sched_getaffinity(0))
    if cores < settings.WORKER_CONCURRENCY:
        yield warn(
            "WORKER_CONCURRENCY",
            f"WORKER_CONCURRENCY is {settings.WORKER_CONCURRENCY} on {cores} cores. Submissions "
            "that are timed disturb each other; write the number of cores or less.",
        )
    else:
        yield ok(
            "WORKER_CONCURRENCY",
            f"At most {settings.WORKER_CONCURRENCY or cores} gradings at once.",
        )
