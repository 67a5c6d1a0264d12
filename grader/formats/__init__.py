"""One module or package for each format of labs; `grader.lab.formats` finds them by their names."""
