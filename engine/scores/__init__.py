"""Assessment: indicators, score sheets, conduct levels, and how they become one score."""
