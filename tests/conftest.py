"""What tests of several rooms share."""

from hypothesis import settings

pytest_plugins = ["tests.database"]

# A proof draws the same cases each time; `pytest --hypothesis-profile=explore` goes looking for new ones.
settings.register_profile("proof", derandomize=True)
settings.register_profile("explore", max_examples=1000)
