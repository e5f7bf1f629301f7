"""The pipeline: `simulate.py` is one visible loop over years; the statement, the employer's share, what comes out."""
