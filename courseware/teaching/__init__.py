"""The home of those who teach a course: what waits, what is due, how scores are spread, and who
falls behind.

waiting   what waits for the staff
due       what is due next, and how many have not begun
scores    how the scores of each item are spread
rules     when a student falls behind, as sentences. Pure
behind    the figures that the rules are applied to
summary   scores and figures of a class, computed now or by a worker
changes   what was changed lately
home      all of it, for the page
"""
