"""Item analysis of labs: which cases are bad, what students get wrong, and who is stuck.

The statistics are those of `courseware.analysis`.

data         loads submissions, runs and results of cases from the database
cases        how every case separates those who do well elsewhere from the others
mistakes     how many students made which mistake
progress     tries and time until all cases passed, and who is stuck
stability    the same code graded twice with different results
speeds       ratios of speed, and what other thresholds would change
facts        all of it as plain data, which can be stored
flags        what the figures say in plain sentences
page         the instructor's pages
reports      computed now, or by a worker for a large class
"""
