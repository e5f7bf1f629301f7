"""Who reaches which target, letters and forms of targets, score sheets and goals held against an outcome."""
