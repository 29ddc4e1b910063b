-- JSON is text and not jsonb, because the event chain is hashed over its exact bytes. Keys and codes sort by bytes (COLLATE "C"),
-- as they do on SQLite. Unique constraints and primary keys are named <table>_<columns>_key. No row is ever deleted.

-- An organisational unit of the bureau.
CREATE TABLE units (
    id text COLLATE "C" CONSTRAINT units_id_key PRIMARY KEY,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text NOT NULL,
    kind text NOT NULL,
    parent_id text COLLATE "C" REFERENCES units,
    phone text,
    active boolean NOT NULL,
    source_system text,
    external_ref text,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (source_system, external_ref)
);
CREATE INDEX units_parent_id ON units (parent_id);
CREATE INDEX units_updated_at ON units (updated_at, id);

-- A service window of a unit.
CREATE TABLE windows (
    id text COLLATE "C" CONSTRAINT windows_id_key PRIMARY KEY,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    code text COLLATE "C" NOT NULL UNIQUE,
    name text NOT NULL,
    institutions text NOT NULL,
    active boolean NOT NULL,
    source_system text,
    external_ref text,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (source_system, external_ref)
);
CREATE INDEX windows_unit_id ON windows (unit_id);
CREATE INDEX windows_updated_at ON windows (updated_at, id);

-- A person who works for a unit.
CREATE TABLE staff (
    id text COLLATE "C" CONSTRAINT staff_id_key PRIMARY KEY,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    window_id text COLLATE "C" REFERENCES windows,
    name text NOT NULL,
    position text,
    post_kind text NOT NULL,
    active boolean NOT NULL,
    source_system text,
    external_ref text,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (source_system, external_ref)
);
CREATE INDEX staff_unit_id ON staff (unit_id);
CREATE INDEX staff_window_id ON staff (window_id);
CREATE INDEX staff_updated_at ON staff (updated_at, id);

-- An account.
CREATE TABLE users (
    id text COLLATE "C" CONSTRAINT users_id_key PRIMARY KEY,
    username text COLLATE "C" NOT NULL UNIQUE,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    must_change_password boolean NOT NULL,
    staff_id text COLLATE "C" REFERENCES staff,
    unit_id text COLLATE "C" REFERENCES units,
    roles text NOT NULL,
    active boolean NOT NULL,
    failed_logins integer NOT NULL,
    locked_until_at timestamptz,
    password_changed_at timestamptz NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX users_unit_id ON users (unit_id);
CREATE INDEX users_staff_id ON users (staff_id);
CREATE INDEX users_updated_at ON users (updated_at, id);

-- A login, until it is revoked or runs out.
CREATE TABLE sessions (
    id text COLLATE "C" CONSTRAINT sessions_id_key PRIMARY KEY,
    user_id text COLLATE "C" NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoke_reason text
);
CREATE INDEX sessions_user_id ON sessions (user_id);

-- One link in the chain of refresh tokens of a session; only hashes are kept.
CREATE TABLE refresh_tokens (
    token_hash text COLLATE "C" CONSTRAINT refresh_tokens_token_hash_key PRIMARY KEY,
    session_id text COLLATE "C" NOT NULL REFERENCES sessions,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);
CREATE INDEX refresh_tokens_session_id ON refresh_tokens (session_id);

-- A case: the whole file as one document, beside it what lists filter and sort by.
CREATE TABLE complaints (
    id text COLLATE "C" CONSTRAINT complaints_id_key PRIMARY KEY,
    number text COLLATE "C" NOT NULL UNIQUE,
    version bigint NOT NULL,
    status text NOT NULL,
    channel text NOT NULL,
    category text,
    complexity text,
    title text NOT NULL,
    anonymous boolean NOT NULL,
    handling_unit_id text COLLATE "C" REFERENCES units,
    registered_by text COLLATE "C",
    received_at timestamptz NOT NULL,
    concluded_at timestamptz,
    archived_at timestamptz,
    next_due_on date,
    next_due_at timestamptz,
    next_amber_at timestamptz,
    outcome text,
    query_code_hash text COLLATE "C",
    source_system text,
    external_ref text,
    search_text text NOT NULL,
    document text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (source_system, external_ref)
);
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
    complaint_id text COLLATE "C" NOT NULL REFERENCES complaints,
    position integer NOT NULL,
    unit_id text COLLATE "C",
    staff_id text COLLATE "C",
    staff_unit_id text COLLATE "C",
    CONSTRAINT complaint_respondents_complaint_id_position_key PRIMARY KEY (complaint_id, position)
);
CREATE INDEX complaint_respondents_unit_id ON complaint_respondents (unit_id, complaint_id);
CREATE INDEX complaint_respondents_staff_id ON complaint_respondents (staff_id, complaint_id);

-- Keys under which a much alike text is found again.
CREATE TABLE complaint_texts (
    text_key bigint NOT NULL,
    complaint_id text COLLATE "C" NOT NULL REFERENCES complaints (id),
    CONSTRAINT complaint_texts_text_key_complaint_id_key PRIMARY KEY (text_key, complaint_id)
);

-- Who was named to investigate a case.
CREATE TABLE complaint_investigators (
    complaint_id text COLLATE "C" NOT NULL REFERENCES complaints,
    user_id text COLLATE "C" NOT NULL REFERENCES users,
    CONSTRAINT complaint_investigators_complaint_id_user_id_key PRIMARY KEY (complaint_id, user_id)
);
CREATE INDEX complaint_investigators_user_id ON complaint_investigators (user_id);

-- Who stands behind a case, sealed with a key named by key_id. The newest revision counts.
CREATE TABLE identities (
    id text COLLATE "C" CONSTRAINT identities_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    revision bigint NOT NULL,
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    phone_hash text COLLATE "C",
    id_number_hash text COLLATE "C",
    created_at timestamptz NOT NULL,
    UNIQUE (subject_id, subject_kind, revision)
);
CREATE INDEX identities_phone_hash ON identities (phone_hash) WHERE phone_hash IS NOT NULL;
CREATE INDEX identities_id_number_hash ON identities (id_number_hash) WHERE id_number_hash IS NOT NULL;

-- A limit of the regulations running, or having run, against a subject.
CREATE TABLE deadlines (
    id text COLLATE "C" CONSTRAINT deadlines_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    item_id text COLLATE "C",
    unit_id text COLLATE "C",
    starts_on date NOT NULL,
    limit_n integer NOT NULL,
    limit_unit text NOT NULL,
    due_on date,
    due_at timestamptz,
    amber_at timestamptz,
    provisional boolean NOT NULL,
    rolled boolean NOT NULL,
    first_missing_on date,
    stopped_since_on date,
    closed_at timestamptz,
    closed_as text CHECK (closed_as IN ('met', 'missed', 'lifted')),
    marked text NOT NULL CHECK (marked IN ('none', 'amber', 'red')),
    terms text NOT NULL,
    basis text NOT NULL,
    trace text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX deadlines_subject ON deadlines (subject_kind, subject_id);
CREATE INDEX deadlines_due_at ON deadlines (due_at, id);
CREATE INDEX deadlines_unit_id ON deadlines (unit_id, due_at, id);
CREATE INDEX deadlines_open_due_at ON deadlines (due_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;
CREATE INDEX deadlines_marked_due_at ON deadlines (marked, due_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;
CREATE INDEX deadlines_marked_amber_at ON deadlines (marked, amber_at, id) WHERE closed_at IS NULL AND stopped_since_on IS NULL;

-- The append-only log of a subject; each entry is hashed over the one before.
CREATE TABLE events (
    id text COLLATE "C" CONSTRAINT events_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    happened_at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id text COLLATE "C",
    payload text NOT NULL,
    basis text NOT NULL,
    prev_hash text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    UNIQUE (subject_kind, subject_id, seq)
);

-- What others are told. feed_position is given when it is published, densely, never at insert.
CREATE TABLE outbox (
    id text COLLATE "C" CONSTRAINT outbox_id_key PRIMARY KEY,
    topic text NOT NULL,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL REFERENCES events,
    created_at timestamptz NOT NULL,
    feed_position bigint UNIQUE
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE feed_position IS NULL;

-- The answer to a request that may be sent again.
CREATE TABLE idempotency (
    scope_hash text COLLATE "C" CONSTRAINT idempotency_scope_hash_key PRIMARY KEY,
    body_hash text COLLATE "C" NOT NULL,
    status integer NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    nonce bytea NOT NULL,
    answer bytea NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

-- The last number given out for a name and a period.
CREATE TABLE counters (
    name text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT counters_name_period_key PRIMARY KEY (name, period)
);

-- A year of the working-day calendar that this installation added.
CREATE TABLE calendar_years (
    year integer CONSTRAINT calendar_years_year_key PRIMARY KEY,
    facts text NOT NULL,
    version bigint NOT NULL,
    set_by text COLLATE "C" NOT NULL,
    set_at timestamptz NOT NULL
);

-- Local days on top of the published calendar.
CREATE TABLE calendar_overlays (
    name text COLLATE "C" CONSTRAINT calendar_overlays_name_key PRIMARY KEY,
    facts text NOT NULL,
    active boolean NOT NULL,
    version bigint NOT NULL,
    set_by text COLLATE "C" NOT NULL,
    set_at timestamptz NOT NULL
);

-- A file of a subject; its bytes are under storage_key in the data folder.
CREATE TABLE materials (
    id text COLLATE "C" CONSTRAINT materials_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 text COLLATE "C" NOT NULL,
    storage_key text COLLATE "C" NOT NULL,
    description text,
    submitted_by_kind text NOT NULL,
    submitted_by text COLLATE "C",
    received_at timestamptz NOT NULL
);
CREATE INDEX materials_subject ON materials (subject_kind, subject_id, id);

-- Work that is done again and again, by one instance at a time.
CREATE TABLE jobs (
    name text COLLATE "C" CONSTRAINT jobs_name_key PRIMARY KEY,
    run_at timestamptz NOT NULL,
    claimed_until_at timestamptz,
    claimed_by text COLLATE "C",
    last_finished_at timestamptz,
    last_outcome text
);

-- What became of a regulation that ran out.
CREATE TABLE instrument_renewals (
    instrument_id text COLLATE "C" CONSTRAINT instrument_renewals_instrument_id_key PRIMARY KEY,
    renewed_until_on date,
    successor text,
    document_number text NOT NULL,
    recorded_by text COLLATE "C" NOT NULL,
    recorded_at timestamptz NOT NULL
);
