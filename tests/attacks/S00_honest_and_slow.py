"""Is honest and slow: what attacks on the clock have to be quicker than."""

VERDICT = "passed"
RATIO = 20
PARTS = ("honest", "slow")
