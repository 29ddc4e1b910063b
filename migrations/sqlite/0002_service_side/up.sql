-- The service side: what the bureau handles, the cases of its counter, the papers it issues. Conventions as in 0001.

-- The member of the bureau's leadership whom a unit answers to.
ALTER TABLE units ADD COLUMN leader_in_charge_id TEXT REFERENCES staff;

-- A service item; what it says is in its versions.
CREATE TABLE service_items (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source_system TEXT,
    external_ref TEXT,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (source_system, external_ref)
) STRICT;
CREATE INDEX service_items_updated_at ON service_items (updated_at, id);

-- What an item says from a day on, until the day of the next one. Written once.
CREATE TABLE service_item_versions (
    id TEXT NOT NULL PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES service_items,
    number INTEGER NOT NULL CHECK (number >= 1),
    effective_from TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units,
    search_text TEXT NOT NULL,
    document TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (item_id, number),
    UNIQUE (item_id, effective_from)
) STRICT;
CREATE INDEX service_item_versions_unit_id ON service_item_versions (unit_id);

-- A case of the counter, of one of four kinds: the whole file as one document, beside it what lists filter and sort by.
CREATE TABLE service_cases (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    category TEXT,
    outcome TEXT,
    unit_id TEXT REFERENCES units,
    item_id TEXT REFERENCES service_items,
    item_version INTEGER,
    application_id TEXT REFERENCES service_cases,
    registered_by TEXT,
    window_id TEXT REFERENCES windows,
    handler_id TEXT,
    received_at INTEGER NOT NULL,
    accepted_at INTEGER,
    ended_at INTEGER,
    next_due_on TEXT,
    next_due_at INTEGER,
    next_amber_at INTEGER,
    source_system TEXT,
    external_ref TEXT,
    search_text TEXT NOT NULL,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (kind, source_system, external_ref)
) STRICT;
-- The due date at its end lets a walk by date of receipt pass over cases of other due dates without reading them.
CREATE INDEX service_cases_received_at ON service_cases (kind, received_at, id, next_due_on);
CREATE INDEX service_cases_updated_at ON service_cases (kind, updated_at, id);
CREATE INDEX service_cases_next_due_on ON service_cases (kind, next_due_on, id);
CREATE INDEX service_cases_number ON service_cases (kind, number, id);
CREATE INDEX service_cases_unit_id ON service_cases (kind, unit_id, received_at, id);
CREATE INDEX service_cases_status ON service_cases (kind, status, received_at, id);
CREATE INDEX service_cases_item_id ON service_cases (item_id, kind, received_at, id);
CREATE INDEX service_cases_application_id ON service_cases (application_id, kind, received_at, id) WHERE application_id IS NOT NULL;
-- Holds all that figures of accepted services are counted by.
CREATE INDEX service_cases_accepted_at ON service_cases (kind, accepted_at, unit_id, window_id, item_id, handler_id) WHERE accepted_at IS NOT NULL;
CREATE INDEX service_cases_next_due_at ON service_cases (kind, next_due_at) WHERE next_due_at IS NOT NULL;

-- A breach by the office itself, found while a case was worked on. Append only.
CREATE TABLE findings (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    unit_id TEXT,
    user_id TEXT,
    found_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    detail TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX findings_subject ON findings (subject_kind, subject_id);
CREATE INDEX findings_found_on ON findings (found_on, id);
CREATE INDEX findings_kind ON findings (kind, found_on, id);
CREATE INDEX findings_unit_id ON findings (unit_id, found_on, id);

-- An issued paper, as it was issued. item_id is a record in the case it belongs to.
CREATE TABLE documents (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    item_id TEXT,
    number TEXT UNIQUE,
    issued_on TEXT NOT NULL,
    issued_by TEXT,
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX documents_subject ON documents (subject_kind, subject_id, kind);

-- A form that an item is handled with; it may be used once it is filed.
CREATE TABLE document_templates (
    id TEXT NOT NULL PRIMARY KEY,
    service_item_id TEXT NOT NULL REFERENCES service_items,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units,
    filed_at INTEGER,
    filed_by TEXT,
    filing_number TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX document_templates_service_item_id ON document_templates (service_item_id, kind);
CREATE INDEX document_templates_unit_id ON document_templates (unit_id);
CREATE INDEX document_templates_updated_at ON document_templates (updated_at, id);
