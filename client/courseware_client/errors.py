"""What ends a command, with its exit status."""

from __future__ import annotations

WRONG, USAGE, NOT_ALLOWED, REFUSED, OFFLINE = 1, 2, 3, 4, 5
STOPPED = 130
"""Exit statuses besides 0: not all cases pass, a wrong command line, no or not enough rights, the
site refused, the site cannot be reached; stopped by Ctrl-C."""


class ClientError(Exception):
    """A sentence for the person, and the exit status of the command."""

    status = WRONG


class NotAllowed(ClientError):
    """There is no token, or it does not permit this."""

    status = NOT_ALLOWED


class Refused(ClientError):
    """The site has answered that it does not do this."""

    status = REFUSED

    def __init__(self, sentence: str, http_status: int) -> None:
        super().__init__(sentence)
        self.http_status = http_status


class Offline(ClientError):
    """The site cannot be reached, or is too busy."""

    status = OFFLINE


class WrongUsage(ClientError):
    """What was asked for does not make sense."""

    status = USAGE
