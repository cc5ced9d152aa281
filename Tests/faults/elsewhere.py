"""Rows of the catalogue that the Swift tests try, and those that nobody does."""

TESTS = [
    (11, "disk full inside a group of commits",
     "`a member that takes the whole transaction with it fails alone in the end`: 0 partial groups"),
    (14, "a poison member in a group of commits",
     "`a member that throws undoes only itself`, `a member that breaks a constraint undoes only itself`: all others commit"),
    (15, "deferred constraints, OR ROLLBACK", "`no statement uses what the databases do not share`: 0 findings"),
    (26, "two transactions wait for each other",
     "`two who wait for each other both get through`: both committed"),
    (28, "an aborted transaction is asked to commit",
     "`a failed transaction that is asked to commit says that it was rolled back`, `a body that goes on after a failure commits nothing`: 0 missed"),
    (54, "an erased subject",
     "`erased texts read as erased or absent, and an update brings none back`, `no text about a person stands outside the personal table`: 0 residues, chains hold"),
]

LEFT_OUT = [
    (50, "blocked cooperative pool",
     "SQLite, libpq and libcurl have threads of their own, so nothing of ours blocks the pool, and the built binary has no "
     "place where a test could"),
]
