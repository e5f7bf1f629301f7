"""What equity programmes mean for people: grants year by year, valuations side by side, wealth and limits."""
