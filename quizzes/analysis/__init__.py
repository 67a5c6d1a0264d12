"""Item analysis: which questions are bad, and why. Moodle's statistics, as pure functions.

sample_statistics  means, moments, correlations; nothing of quizzes
item_statistics    a table of marks -> statistics of each question and of the quiz
choices            which options or answers were chosen, and by whom
flags              the statistics in plain sentences
plots              places and lengths of what is drawn
data               loads attempts and answers from the database
page, reports      the instructor's page, rendered now or by a worker
"""
