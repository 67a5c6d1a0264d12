"""Opens the memory and the log of the kernel."""

VERDICT = "raised"


def softplus(z):
    for path in ("/dev/mem", "/dev/kmsg", "/dev/port", "/proc/kcore"):
        try:
            with open(path, "rb") as file:
                return file.read(16)
        except OSError as error:
            last = error
    raise last
