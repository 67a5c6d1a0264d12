"""Mail: whether a server takes it."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection

from courseware.doctor.findings import Finding, check, failed, ok, warn

SMTP = "django.core.mail.backends.smtp.EmailBackend"
SECONDS = 10


@check("mail")
def mail_is_sent() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND != SMTP:
        yield warn(
            "server",
            "No mail leaves this machine: EMAIL_BACKEND is "
            f"{settings.EMAIL_BACKEND.rpartition('.')[0].rpartition('.')[2]}. For invitations and "
            f"new passwords set EMAIL_BACKEND={SMTP} and EMAIL_HOST.",
        )
        return
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection = get_connection(timeout=SECONDS)
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        yield failed(
            "server",
            f"The mail server {place} does not accept this site ({error}). Check EMAIL_HOST, "
            "EMAIL_PORT, EMAIL_USE_TLS and the login.",
        )
    else:
        yield ok("server", f"The mail server {place} accepts this site.")
    finally:
        connection.close()  # also where only the login was refused
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield warn(
            "sender",
            "Mail comes from courseware@localhost, which most servers refuse. Set "
            "DEFAULT_FROM_EMAIL.",
        )
