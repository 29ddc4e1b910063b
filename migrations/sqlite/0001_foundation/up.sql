-- Instants (columns *_at) are INTEGER microseconds since 1970-01-01T00:00Z, dates (*_on) TEXT YYYY-MM-DD, JSON is TEXT because
-- the event chain is hashed over its exact bytes, booleans are 0 or 1. No row is ever deleted.

-- An organisational unit of the bureau.
CREATE TABLE units (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES units,
    phone TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source_system TEXT,
    external_ref TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (source_system, external_ref)
) STRICT;
CREATE INDEX units_parent_id ON units (parent_id);
CREATE INDEX units_updated_at ON units (updated_at, id);

-- A service window of a unit.
CREATE TABLE windows (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    institutions TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source_system TEXT,
    external_ref TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (source_system, external_ref)
) STRICT;
CREATE INDEX windows_unit_id ON windows (unit_id);
CREATE INDEX windows_updated_at ON windows (updated_at, id);

-- A person who works for a unit.
CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES units,
    window_id TEXT REFERENCES windows,
    name TEXT NOT NULL,
    position TEXT,
    post_kind TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source_system TEXT,
    external_ref TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (source_system, external_ref)
) STRICT;
CREATE INDEX staff_unit_id ON staff (unit_id);
CREATE INDEX staff_window_id ON staff (window_id);
CREATE INDEX staff_updated_at ON staff (updated_at, id);

-- An account.
CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
    staff_id TEXT REFERENCES staff,
    unit_id TEXT REFERENCES units,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    failed_logins INTEGER NOT NULL,
    locked_until_at INTEGER,
    password_changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX users_unit_id ON users (unit_id);
CREATE INDEX users_staff_id ON users (staff_id);
CREATE INDEX users_updated_at ON users (updated_at, id);

-- A login, until it is revoked or runs out.
CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoke_reason TEXT
) STRICT;
CREATE INDEX sessions_user_id ON sessions (user_id);

-- One link in the chain of refresh tokens of a session; only hashes are kept.
CREATE TABLE refresh_tokens (
    token_hash TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);

-- A case: the whole file as one document, beside it what lists filter and sort by.
CREATE TABLE complaints (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    channel TEXT NOT NULL,
    category TEXT,
    complexity TEXT,
    title TEXT NOT NULL,
    anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
    handling_unit_id TEXT REFERENCES units,
    registered_by TEXT,
    received_at INTEGER NOT NULL,
    concluded_at INTEGER,
    archived_at INTEGER,
    next_due_on TEXT,
    next_due_at INTEGER,
    next_amber_at INTEGER,
    outcome TEXT,
    query_code_hash TEXT,
    source_system TEXT,
    external_ref TEXT,
    search_text TEXT NOT NULL,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (source_system, external_ref)
) STRICT;
-- The due date at their end lets a walk by date of receipt pass over cases of other due dates without reading them.
CREATE INDEX complaints_received_at ON complaints (received_at, id, next_due_on);
CREATE INDEX complaints_updated_at ON complaints (updated_at, id);
CREATE INDEX complaints_next_due_on ON complaints (next_due_on, id);
CREATE INDEX complaints_status_received_at ON complaints (status, received_at, id, next_due_on);
CREATE INDEX complaints_status_next_due_on ON complaints (status, next_due_on, id);
CREATE INDEX complaints_handling_unit_id ON complaints (handling_unit_id, received_at, id);
CREATE INDEX complaints_next_due_at ON complaints (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX complaints_settlement ON complaints (archived_at, concluded_at) WHERE concluded_at IS NOT NULL;

-- Who is complained about: a unit, a member of staff (with the unit as it was then), or neither known.
CREATE TABLE complaint_respondents (
    complaint_id TEXT NOT NULL REFERENCES complaints,
    position INTEGER NOT NULL,
    unit_id TEXT,
    staff_id TEXT,
    staff_unit_id TEXT,
    PRIMARY KEY (complaint_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_respondents_unit_id ON complaint_respondents (unit_id, complaint_id);
CREATE INDEX complaint_respondents_staff_id ON complaint_respondents (staff_id, complaint_id);

-- Keys under which a much alike text is found again.
CREATE TABLE complaint_texts (
    text_key INTEGER NOT NULL,
    complaint_id TEXT NOT NULL REFERENCES complaints (id),
    PRIMARY KEY (text_key, complaint_id)
) STRICT, WITHOUT ROWID;

-- Who was named to investigate a case.
CREATE TABLE complaint_investigators (
    complaint_id TEXT NOT NULL REFERENCES complaints,
    user_id TEXT NOT NULL REFERENCES users,
    PRIMARY KEY (complaint_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX complaint_investigators_user_id ON complaint_investigators (user_id);

-- Who stands behind a case, sealed with a key named by key_id. The newest revision counts.
CREATE TABLE identities (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    phone_hash TEXT,
    id_number_hash TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (subject_id, subject_kind, revision)
) STRICT;
CREATE INDEX identities_phone_hash ON identities (phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX identities_id_number_hash ON identities (id_number_hash) WHERE id_number_hash IS NOT NULL;

-- A limit of the regulations running, or having run, against a subject.
CREATE TABLE deadlines (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item_id TEXT,
    unit_id TEXT,
    starts_on TEXT NOT NULL,
    limit_n INTEGER NOT NULL,
    limit_unit TEXT NOT NULL,
    due_on TEXT,
    due_at INTEGER,
    amber_at INTEGER,
    provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
    rolled INTEGER NOT NULL CHECK (rolled IN (0, 1)),
    first_missing_on TEXT,
    stopped_since_on TEXT,
    closed_at INTEGER,
    closed_as TEXT CHECK (closed_as IN ('met', 'missed', 'lifted')),
    marked TEXT NOT NULL CHECK (marked IN ('none', 'amber', 'red')),
    terms TEXT NOT NULL,
    basis TEXT NOT NULL,
    trace TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deadlines_subject ON deadlines (subject_kind, subject_id);
CREATE INDEX deadlines_due_at ON deadlines (due_at, id);
CREATE INDEX deadlines_unit_id ON deadlines (unit_id, due_at, id);
CREATE INDEX deadlines_open_due_at ON deadlines (due_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;
CREATE INDEX deadlines_marked_due_at ON deadlines (marked, due_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;
CREATE INDEX deadlines_marked_amber_at ON deadlines (marked, amber_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;

-- The append-only log of a subject; each entry is hashed over the one before.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    payload TEXT NOT NULL,
    basis TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (subject_kind, subject_id, seq)
) STRICT;

-- What others are told. feed_position is given when it is published, densely, never at insert.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    topic TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    event_id TEXT NOT NULL REFERENCES events,
    created_at INTEGER NOT NULL,
    feed_position INTEGER UNIQUE
) STRICT;
CREATE INDEX outbox_unpublished ON outbox (id) WHERE feed_position IS NULL;

-- The answer to a request that may be sent again.
CREATE TABLE idempotency (
    scope_hash TEXT NOT NULL PRIMARY KEY,
    body_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    answer BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- The last number given out for a name and a period.
CREATE TABLE counters (
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (name, period)
) STRICT, WITHOUT ROWID;

-- A year of the working-day calendar that this installation added.
CREATE TABLE calendar_years (
    year INTEGER NOT NULL PRIMARY KEY,
    facts TEXT NOT NULL,
    version INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL
) STRICT;

-- Local days on top of the published calendar.
CREATE TABLE calendar_overlays (
    name TEXT NOT NULL PRIMARY KEY,
    facts TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    version INTEGER NOT NULL,
    set_by TEXT NOT NULL,
    set_at INTEGER NOT NULL
) STRICT;

-- A file of a subject; its bytes are under storage_key in the data folder.
CREATE TABLE materials (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    storage_key TEXT NOT NULL,
    description TEXT,
    submitted_by_kind TEXT NOT NULL,
    submitted_by TEXT,
    received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX materials_subject ON materials (subject_kind, subject_id, id);

-- Work that is done again and again, by one instance at a time.
CREATE TABLE jobs (
    name TEXT NOT NULL PRIMARY KEY,
    run_at INTEGER NOT NULL,
    claimed_until_at INTEGER,
    claimed_by TEXT,
    last_finished_at INTEGER,
    last_outcome TEXT
) STRICT;

-- What became of a regulation that ran out.
CREATE TABLE instrument_renewals (
    instrument_id TEXT NOT NULL PRIMARY KEY,
    renewed_until_on TEXT,
    successor TEXT,
    document_number TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
