"""Two roles in one PostgreSQL: `default` is the web role; `owner` migrates and nothing else."""

import re
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from branchline.core.postgres import OWNER, WEB, Cluster

from .environment import VAR, env

CLUSTER = Cluster(VAR)
"""The embedded PostgreSQL, used when no DATABASE_URL is given."""

for _name in ("DATABASE_URL", "DATABASE_WEB_URL"):
    if not re.match(r"(postgres|postgresql|pgsql|psql)://|$", env.str(_name, default="")):
        raise ImproperlyConfigured(
            f"{_name} is no address of a PostgreSQL: postgres://name:password@host/database"
        )

EMBEDDED: bool = not env.str("DATABASE_URL", default="")

_owner: dict[str, Any] = env.db_url_config(
    CLUSTER.url(OWNER) if EMBEDDED else env.str("DATABASE_URL")
)
if EMBEDDED:
    _web = env.db_url_config(CLUSTER.url(WEB))
elif env.str("DATABASE_WEB_URL", default=""):
    _web = env.db_url_config(env.str("DATABASE_WEB_URL"))
else:
    # One address only: sign in as the owner and step down. `branchline doctor` asks for two.
    _web = {**_owner, "OPTIONS": {**_owner.get("OPTIONS", {}), "options": f"-c role={WEB}"}}

# Else psycopg keeps no statement of `core.prepared` in PostgreSQL; Django's own are never kept.
_web = {**_web, "OPTIONS": {**_web.get("OPTIONS", {}), "prepare_threshold": 1}}

DATABASES: dict[str, dict[str, Any]] = {
    "default": {**_web, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True},
    "owner": {**_owner, "TEST": {"MIRROR": "default"}},
}
