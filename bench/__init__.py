"""Every "must reach" as a measurement beside a reference run in the same minute. `make bench`."""
