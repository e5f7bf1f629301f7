"""Companies that open companies: the network, and its growth over the years."""
