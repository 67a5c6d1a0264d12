"""Computes in a thread and waits for it."""

import threading


def styled(function):
    def inner(*args, **kwargs):
        kept = {}

        def work():
            try:
                kept["answer"] = function(*args, **kwargs)
            except Exception as error:
                kept["error"] = error

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        if "error" in kept:
            raise kept["error"]
        return kept["answer"]

    return inner
