-- Never edited once landed. How Teams reaches people and rooms, whose a person is where the workspace does not say it,
-- and the keys that partners' teams sign with.

CREATE TABLE reach (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    user_id TEXT NOT NULL,
    host TEXT NOT NULL,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    conversation TEXT,
    PRIMARY KEY (channel, workspace, user_id)
) {{STRICT}};
CREATE INDEX reach_by_account ON reach (channel, host, account, workspace, user_id);

CREATE TABLE room_reach (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    address TEXT NOT NULL,
    PRIMARY KEY (channel, workspace, id)
) {{STRICT}};

CREATE TABLE linked_person (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    user_id TEXT NOT NULL,
    partner TEXT NOT NULL,
    PRIMARY KEY (channel, workspace, user_id)
) {{STRICT}};

CREATE TABLE outgoing_key (
    id TEXT NOT NULL PRIMARY KEY,
    partner TEXT NOT NULL,
    sealed {{BYTES}} NOT NULL,
    added_at {{I64}} NOT NULL
) {{STRICT}};
