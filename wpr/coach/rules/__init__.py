"""The rules, one module a family. Each takes a passage (or a part) and yields findings."""
