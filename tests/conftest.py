"""What every test needs: how much Hypothesis tries, and that a run can be repeated."""

import os

from hypothesis import settings

# `HYPOTHESIS_MAX_EXAMPLES=5000 pytest` tries more; CI draws the same examples every time.
settings.register_profile(
    "kvid",
    deadline=None,
    max_examples=int(os.environ.get("HYPOTHESIS_MAX_EXAMPLES", "100")),
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("kvid")
