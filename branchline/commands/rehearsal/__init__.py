"""A rehearsal of calls: a town of invented people, the callers who ring them, and what it would come to.

`town` says who lives there and how they answer (`street`), `scene` puts them into a fresh service, `play` lets callers,
the safeguarding office and the jobs act through the pages, `figures` counts what the database says afterwards, `table`
prints it. `scratch` is the database of it all, which goes away at the end. `dialling` is the other mode: telephones that
really ring (`exchange`), at the machine's own pace.
"""
