"""The hosts that grade, and whether the speed that they measure counts."""
