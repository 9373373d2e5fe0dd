"""Floor 0: rich text. One schema, steps, differences, Markdown."""
