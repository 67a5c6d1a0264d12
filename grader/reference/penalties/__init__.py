"""Penalties: their values and subgradients, proximal operators, projections, best subset."""
