"""What the analyses of all kinds of items share: Moodle's statistics. Pure but for `scope`.

sample_statistics  means, moments, correlations
part_statistics    a table of marks -> statistics of each part and of the whole
strength           groups of people by how well they did elsewhere
flags              what the statistics say in plain sentences
scope              whose work an analysis is about
"""
