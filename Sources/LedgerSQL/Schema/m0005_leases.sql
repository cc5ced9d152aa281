-- Never edited once landed. What only one of several replicas does at a time.
-- A new owner's fence is higher; one whose lease was handed back has no owner.

CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    fence {{I64}} NOT NULL,
    lasts_until {{I64}} NOT NULL
) {{STRICT}};
