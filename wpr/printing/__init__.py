"""Floor 1: a snapshot becomes pages: HTML, then PDF. The only importer of WeasyPrint."""
