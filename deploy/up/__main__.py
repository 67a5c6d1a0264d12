"""`make up`: prepares the data, starts the site's programs, watches them and ends them all.

Redis first, for its socket is made in no time; then the database, the worker and the site side
by side when nothing has changed since the last start, one after the other when something has.
"""

from __future__ import annotations

import os
import sys

from deploy.saying import Stop, fail, step
from deploy.up import descendants, earlier
from deploy.up.places import check_port, find_places
from deploy.up.supervisor import Supervisor


def main() -> int:
    try:
        places = find_places()
        lock = earlier.take_lock(places.var)
        earlier.clear_away(places.var)
        check_port(places)
    except Stop as reason:
        return fail(reason)
    except OSError as error:
        return fail(Stop(f"{error.filename}: {error.strerror}. Choose another COURSEWARE_VAR."))
    descendants.adopt_orphans()
    supervisor = Supervisor(places)
    try:
        supervisor.run()
        return 0
    except Stop as reason:
        return fail(reason)
    finally:
        supervisor.end()
        earlier.record(places.var, [])
        os.close(lock)
        step("Stopped")


if __name__ == "__main__":
    sys.exit(main())
