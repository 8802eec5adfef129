"""What the talks are: who spoke for whom, what was proposed, claimed and denied, and what happened meanwhile."""
