-- Never edited once landed. {{I64}}, {{BYTES}} and {{STRICT}} are the dialect's words.
-- Times are milliseconds since 1970 in UTC; identifiers are made by the application.

CREATE TABLE partner (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    tier TEXT NOT NULL,
    kind TEXT NOT NULL,
    territories TEXT NOT NULL,
    domains TEXT NOT NULL,
    language TEXT,
    standing TEXT NOT NULL
) {{STRICT}};
CREATE INDEX partner_by_name ON partner (folded_name, id);

CREATE TABLE workspace (
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT,
    partner TEXT,
    PRIMARY KEY (channel, id)
) {{STRICT}};
CREATE INDEX workspace_by_partner ON workspace (partner, channel, id);

CREATE TABLE installation (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    bot_user TEXT,
    sealed_token {{BYTES}} NOT NULL,
    scopes TEXT NOT NULL,
    installed_at {{I64}} NOT NULL,
    PRIMARY KEY (channel, workspace)
) {{STRICT}};

CREATE TABLE joined_room (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    id TEXT NOT NULL,
    joined_at {{I64}} NOT NULL,
    is_greeted {{I64}} NOT NULL,
    PRIMARY KEY (channel, workspace, id)
) {{STRICT}};

CREATE TABLE spoken_language (
    channel TEXT NOT NULL,
    workspace TEXT NOT NULL,
    user_id TEXT NOT NULL,
    language TEXT NOT NULL,
    told_at {{I64}} NOT NULL,
    PRIMARY KEY (channel, workspace, user_id)
) {{STRICT}};

CREATE TABLE install_state (
    digest {{BYTES}} NOT NULL PRIMARY KEY,
    cookie_digest {{BYTES}} NOT NULL,
    partner TEXT,
    expires_at {{I64}} NOT NULL
) {{STRICT}};
CREATE INDEX install_state_by_expiry ON install_state (expires_at);

CREATE TABLE delivery (
    source TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    claimed_at {{I64}} NOT NULL,
    reply TEXT,
    PRIMARY KEY (source, delivery_key)
) {{STRICT}};
CREATE INDEX delivery_by_time ON delivery (claimed_at);

CREATE TABLE draft (
    id TEXT NOT NULL PRIMARY KEY,
    owner_channel TEXT NOT NULL,
    owner_workspace TEXT NOT NULL,
    owner_user TEXT NOT NULL,
    partner TEXT NOT NULL,
    installation_channel TEXT NOT NULL,
    installation_id TEXT NOT NULL,
    room_channel TEXT,
    room_workspace TEXT,
    room_id TEXT,
    language TEXT NOT NULL,
    typed TEXT NOT NULL,
    updated_at {{I64}} NOT NULL,
    registration TEXT
) {{STRICT}};
CREATE INDEX draft_open ON draft (owner_channel, owner_workspace, owner_user) WHERE registration IS NULL;

CREATE TABLE registration (
    id TEXT NOT NULL PRIMARY KEY,
    case_number TEXT NOT NULL UNIQUE,
    draft TEXT NOT NULL UNIQUE,
    program TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    partner TEXT NOT NULL,
    submitter_channel TEXT NOT NULL,
    submitter_workspace TEXT NOT NULL,
    submitter_user TEXT NOT NULL,
    room_channel TEXT,
    room_workspace TEXT,
    room_id TEXT,
    language TEXT NOT NULL,
    company_name TEXT NOT NULL,
    domain TEXT NOT NULL,
    shown_domain TEXT NOT NULL,
    stage TEXT,
    source_kind TEXT,
    geography TEXT,
    target_revenue {{I64}},
    product_interest TEXT,
    consent TEXT NOT NULL,
    company TEXT NOT NULL,
    scope TEXT NOT NULL,
    checks TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    submitted_at {{I64}} NOT NULL,
    answer_due_at {{I64}},
    decision TEXT,
    question TEXT,
    hold TEXT,
    reviewer TEXT NOT NULL,
    link_generation {{I64}} NOT NULL,
    ended_at {{I64}},
    lifted TEXT
) {{STRICT}};
CREATE INDEX registration_by_time ON registration (submitted_at, id);
CREATE INDEX registration_by_status ON registration (status, submitted_at, id);
CREATE INDEX registration_by_partner ON registration (partner, submitted_at, id);
CREATE INDEX registration_by_partner_status ON registration (partner, status, submitted_at, id);
CREATE INDEX registration_by_company ON registration (company, submitted_at, id);
CREATE INDEX registration_by_company_status ON registration (company, status, submitted_at, id);
CREATE INDEX registration_by_reviewer ON registration (reviewer, submitted_at, id);
CREATE INDEX registration_by_reviewer_status ON registration (reviewer, status, submitted_at, id);

-- What may name or describe a person, apart from the registration, so that erasing is one delete.
CREATE TABLE personal (
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (owner, name)
) {{STRICT}};

-- One row for each company, however often it is claimed: its first claim under that key.
CREATE TABLE name_key (
    blocking_key TEXT NOT NULL,
    company TEXT NOT NULL,
    registration TEXT NOT NULL,
    PRIMARY KEY (blocking_key, company)
) {{STRICT}};

CREATE TABLE hold (
    registration TEXT NOT NULL,
    partner TEXT NOT NULL,
    company TEXT NOT NULL,
    scope TEXT NOT NULL,
    starts_at {{I64}} NOT NULL,
    lasts_until {{I64}} NOT NULL,
    ended_at {{I64}},
    end_reason TEXT
) {{STRICT}};
CREATE UNIQUE INDEX hold_live ON hold (company, scope) WHERE ended_at IS NULL;
CREATE INDEX hold_by_registration ON hold (registration);

CREATE TABLE event (
    chain TEXT NOT NULL,
    sequence {{I64}} NOT NULL,
    kind TEXT NOT NULL,
    happened_at {{I64}} NOT NULL,
    actor TEXT NOT NULL,
    details TEXT NOT NULL,
    previous_hash {{BYTES}} NOT NULL,
    hash {{BYTES}} NOT NULL,
    PRIMARY KEY (chain, sequence)
) {{STRICT}};

-- A key and the value it commits to go together; the mac stays, so the chain still holds.
CREATE TABLE commitment (
    chain TEXT NOT NULL,
    sequence {{I64}} NOT NULL,
    position {{I64}} NOT NULL,
    name TEXT NOT NULL,
    mac {{BYTES}} NOT NULL,
    secret {{BYTES}},
    value TEXT,
    PRIMARY KEY (chain, sequence, position)
) {{STRICT}};

CREATE TABLE tally (
    name TEXT NOT NULL,
    counted_for TEXT NOT NULL,
    counted_at {{I64}} NOT NULL
) {{STRICT}};
CREATE INDEX tally_by_key ON tally (name, counted_for, counted_at);
CREATE INDEX tally_by_time ON tally (counted_at);

CREATE TABLE policy_version (
    version TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    loaded_at {{I64}} NOT NULL
) {{STRICT}};

-- state: 0 due, 1 leased, 2 done, 3 parked, 4 dropped
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    conversation TEXT NOT NULL,
    seq {{I64}} NOT NULL,
    purpose TEXT NOT NULL,
    registration TEXT,
    addresses TEXT NOT NULL,
    cards TEXT,
    rewrites TEXT,
    state {{I64}} NOT NULL,
    due {{I64}} NOT NULL,
    route {{I64}} NOT NULL,
    tries {{I64}} NOT NULL,
    fence {{I64}} NOT NULL,
    lease_until {{I64}},
    ext_ref TEXT,
    reason TEXT,
    registration_seq {{I64}} NOT NULL,
    UNIQUE (conversation, seq)
) {{STRICT}};
CREATE UNIQUE INDEX outbox_one_leased ON outbox (conversation) WHERE state = 1;
CREATE INDEX outbox_waiting ON outbox (conversation, seq) WHERE state IN (0, 1);
CREATE INDEX outbox_by_state ON outbox (state, due, id);
CREATE INDEX outbox_by_rewrites ON outbox (rewrites, seq);
CREATE INDEX outbox_by_registration ON outbox (registration, registration_seq);

-- Written by the health probe when a write has failed before.
CREATE TABLE pulse (
    id {{I64}} NOT NULL PRIMARY KEY,
    beaten_at {{I64}} NOT NULL
) {{STRICT}};
INSERT INTO pulse (id, beaten_at) VALUES (1, 0);
