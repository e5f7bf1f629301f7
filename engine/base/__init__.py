"""What everything stands on: money, declared parameters, problems, both languages, the trace. Knows nothing of companies."""
