"""What the pages share: state, controls, charts and tables."""
