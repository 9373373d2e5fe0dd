translations: ## compile the Swedish words after editing the .po file
	.venv/bin/pybabel compile --directory wpr/web/translations --statistics
