"""Writes to the kernel's settings and to its own control group."""

VERDICT = "raised"


def softplus(z):
    for path in (
        "/proc/self/oom_score_adj",
        "/proc/sys/kernel/core_pattern",
        "/sys/fs/cgroup/cgroup.procs",
    ):
        try:
            with open(path, "w") as file:
                file.write("0")
        except OSError as error:
            last = error
            continue
        return path
    raise last
