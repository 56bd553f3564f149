"""Fixtures for every test of the house; see tests/harness."""

from hypothesis import settings

from tests.harness.browser import (  # noqa: F401
    browser,
    page,
    phone,
    plain,
    pytest_collection_modifyitems,
    pytest_sessionfinish,
    pytest_terminal_summary,
)
from tests.harness.database import (  # noqa: F401
    demo_database,
    demo_template,
    django_db_setup,
    own_database,
)
from tests.harness.house import crowded_house, house, live, pytest_runtest_setup  # noqa: F401
from tests.harness.pages import pages_as_they_are  # noqa: F401

# How long a property takes says how busy the machine is, not whether it holds.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
