"""Floor 1: a snapshot as a file a person can read and write, and back."""
