"""The version of messages. Programs of two releases work beside one another in an upgrade."""

FORMAT = 1
"""The version that this release writes, and the latest that it reads.

It is raised when the arguments of a task change, not for what a reader may ignore, such as the
trace that a message belongs to. A release reads the messages of the one before,
and leaves those of a later one to programs of that release.
"""
