"""What the world does: the assumptions, and the drivers of pay that follow from them in each simulated year."""
