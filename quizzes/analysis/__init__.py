"""Item analysis: which question is bad, and why. Moodle's statistics, as pure functions.

statistics   means, moments, correlations; nothing of quizzes
questions    a table of marks -> statistics of each question and of the quiz
choices      which options or answers were chosen, and by whom
flags        the statistics in plain sentences
plots        places and lengths of what is drawn
gathering    the one module that reads the database
"""
