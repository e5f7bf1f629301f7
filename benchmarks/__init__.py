"""What speed and scale are measured by; `python -m benchmarks` runs them all."""
