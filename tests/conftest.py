import numpy as np
import pytest
from hypothesis import settings

from engine.base import text

settings.register_profile("house", derandomize=True, deadline=None, database=None, max_examples=50)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def surroundings():
    """English, and no silent overflow or division by zero in NumPy, whatever another test has left behind."""
    before = np.seterr(all="raise")
    text.use("en")
    yield
    np.seterr(**before)


@pytest.fixture(params=["zh", "en"])
def language(request):
    """The test runs once in each language."""
    text.use(request.param)
    return request.param
