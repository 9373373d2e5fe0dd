"""Floor 2: one verb a module, what a person does with a document."""
