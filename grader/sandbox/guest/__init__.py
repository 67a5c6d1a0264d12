"""Everything that runs inside the sandbox, and nothing else: NumPy and the standard library.

Nothing here is trusted once a submission is loaded, since that code can change all of it. The
other side checks every byte, keeps the clock, and holds everything worth stealing. Shown inside
as the package ``guest``; outside, `grader.sandbox` uses the same forms of messages and values.
"""
