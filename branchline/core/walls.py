"""Migration operations that build the second wall together with the table.

The web role sees through none of them; the owner role, which only migrates, is not bound.
"""

from typing import Any

from django.db.migrations.operations import RunSQL

CURRENT = "nullif(current_setting('branchline.service', true), '')::bigint"


class PrivateWall(RunSQL):
    """Only rows of the current service can be read or written."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            sql=[
                f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
                f'CREATE POLICY private ON "{table}" USING (service_id = {CURRENT})'
                f" WITH CHECK (service_id = {CURRENT})",
            ],
            reverse_sql=[
                f'DROP POLICY private ON "{table}"',
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            ],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [self.table], {})


class PublishedWall(RunSQL):
    """Every row can be read; only rows of the current service can be written."""

    def __init__(self, table: str, column: str = "service_id") -> None:
        self.table, self.column = table, column
        own = f"{column} = {CURRENT}"
        super().__init__(
            sql=[
                f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
                f'CREATE POLICY published ON "{table}" FOR SELECT USING (true)',
                f'CREATE POLICY own_insert ON "{table}" FOR INSERT WITH CHECK ({own})',
                f'CREATE POLICY own_update ON "{table}" FOR UPDATE USING ({own}) WITH CHECK ({own})',
                f'CREATE POLICY own_delete ON "{table}" FOR DELETE USING ({own})',
            ],
            reverse_sql=[
                *[
                    f'DROP POLICY {name} ON "{table}"'
                    for name in ("published", "own_insert", "own_update", "own_delete")
                ],
                f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            ],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [self.table, self.column], {})


class SameService(RunSQL):
    """A child's service equals its parent's, by a foreign key over (service_id, parent's id)."""

    def __init__(self, child: str, parent: str, column: str) -> None:
        self.child, self.parent, self.column = child, parent, column
        key, pair = f"{child}_{column}_same_service", f"{parent}_service_and_id"
        super().__init__(
            sql=[
                f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = '{pair}')"
                f' THEN ALTER TABLE "{parent}" ADD CONSTRAINT "{pair}" UNIQUE (service_id, id);'
                " END IF; END $$",
                f'ALTER TABLE "{child}" ADD CONSTRAINT "{key}"'
                f' FOREIGN KEY (service_id, "{column}") REFERENCES "{parent}" (service_id, id)'
                " DEFERRABLE INITIALLY DEFERRED",
            ],
            reverse_sql=[f'ALTER TABLE "{child}" DROP CONSTRAINT "{key}"'],
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [self.child, self.parent, self.column], {})
