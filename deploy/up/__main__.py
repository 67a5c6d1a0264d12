"""`make up`: prepares the data, starts the site's services, supervises them and ends them all.

Redis starts first, which takes a few milliseconds; then the database is prepared, before the worker
and the site start when something has changed since the last start, beside them when nothing has.
"""

from __future__ import annotations

import os
import sys

from deploy.messages import DeployError, progress, report_failure
from deploy.up import data_folder, processes
from deploy.up.settings import check_port, read_settings
from deploy.up.supervisor import Supervisor


def main() -> int:
    try:
        settings = read_settings()
        lock = data_folder.acquire_lock(settings.var)
        data_folder.end_leftovers(settings.var)
        check_port(settings.port)
    except DeployError as error:
        return report_failure(error)
    except OSError as error:
        message = f"{error.filename}: {error.strerror}. Choose another COURSEWARE_VAR."
        return report_failure(DeployError(message))
    processes.adopt_orphans()
    supervisor = Supervisor(settings)
    try:
        supervisor.run()
        return 0
    except DeployError as error:
        return report_failure(error)
    except OSError as error:
        message = f"{error.filename or settings.var}: {error.strerror}. Check the free space."
        return report_failure(DeployError(message))
    finally:
        supervisor.end()
        data_folder.record_processes(settings.var, [])
        os.close(lock)
        progress("Stopped")


if __name__ == "__main__":
    sys.exit(main())
