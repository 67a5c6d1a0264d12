"""How the site uses its database: transactions, batches, rows that fail."""
