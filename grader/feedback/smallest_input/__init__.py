"""The smallest input on which a submission fails, and what its gradient says there."""
