"""The independent checker of plans: reads the published files and shares no code with what made the plan."""
