"""Names functions and files after the hidden input, for the traceback to show."""

VERDICT = "raised"

import linecache


def softplus(z):
    name = "LEAK_" + "_".join(str(abs(int(v * 1000))) for v in z.ravel()[:4])
    source = f"def {name}():\n    raise ValueError('x')\n{name}()\n"
    linecache.cache["submission.py"] = (len(source), None, source.splitlines(True), "submission.py")
    exec(compile(source, "submission.py", "exec"), {})
