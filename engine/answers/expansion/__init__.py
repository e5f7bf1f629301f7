"""Companies opened over the years: why not more, who pays, what heads earn, careers."""
