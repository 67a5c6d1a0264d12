"""Item analysis of quizzes: which questions are bad, and why.

The statistics are those of `courseware.analysis`.

choices            which options or answers were chosen, and by whom
flags              the statistics in plain sentences
data               loads attempts and answers from the database
page, reports      the instructor's page, rendered now or by a worker
"""
