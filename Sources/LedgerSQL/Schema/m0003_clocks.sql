-- Never edited once landed. Apart from the columns: CockroachDB takes no partial index on a column of the same step.

CREATE INDEX registration_waking ON registration (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX registration_ticking ON registration (id) WHERE wake_at IS NOT NULL;
