"""Floor 1: rows in a database, and the queries that find them."""
