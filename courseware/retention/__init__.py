"""How long rows are kept that are neither work nor scores nor part of an audit trail."""
