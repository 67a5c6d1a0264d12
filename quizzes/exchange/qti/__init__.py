"""QTI of 1EdTech: versions 1.2, 2.0 to 2.2 and 3.0 in, 2.1 and 3.0 out, alone or as packages.

Version 3.0 renames the elements of 2.x and changes little else, so both are read as one tree with
the names of 2.x (`tree`). What an item awards is found by running its response processing
(`processing`, and `legacy` for 1.2) on answers, rather than by recognizing patterns in it.
"""
