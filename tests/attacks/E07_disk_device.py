"""Makes a device file of the first disk and reads it."""

VERDICT = "raised"

import os
import stat


def softplus(z):
    os.mknod("/tmp/disk", stat.S_IFBLK | 0o666, os.makedev(8, 0))
    with open("/tmp/disk", "rb") as disk:
        return disk.read(512)
