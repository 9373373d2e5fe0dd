"""Documents that others wrote, in whatever shape: cut into pieces, each with a likely place."""
