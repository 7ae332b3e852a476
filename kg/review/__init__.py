"""Looking into what was found: why a statement was made, what the rules cover, what a change gained and lost."""
