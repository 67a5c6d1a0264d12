"""The command `courseware`."""

from __future__ import annotations

import sys

from rich.console import Console

from courseware_client.commands import app
from courseware_client.errors import STOPPED, ClientError


def main() -> None:
    """Runs a command; what went wrong is a sentence and an exit status."""
    try:
        app()
    except ClientError as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False)
        sys.exit(error.status)
    except KeyboardInterrupt:
        sys.exit(STOPPED)


if __name__ == "__main__":
    main()
