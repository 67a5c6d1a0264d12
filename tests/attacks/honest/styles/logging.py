"""Logs to stderr."""

import logging

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(message)s")
log = logging.getLogger(__name__)


def styled(function):
    def inner(*args, **kwargs):
        log.debug("called with %d arguments", len(args))
        return function(*args, **kwargs)

    return inner
