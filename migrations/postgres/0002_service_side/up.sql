-- The service side: what the bureau handles, the cases of its counter, the papers it issues. Conventions as in 0001.

-- The member of the bureau's leadership whom a unit answers to.
ALTER TABLE units ADD COLUMN leader_in_charge_id text COLLATE "C" REFERENCES staff;

-- A service item; what it says is in its versions.
CREATE TABLE service_items (
    id text COLLATE "C" CONSTRAINT service_items_id_key PRIMARY KEY,
    code text COLLATE "C" NOT NULL UNIQUE,
    active boolean NOT NULL,
    source_system text,
    external_ref text,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (source_system, external_ref)
);
CREATE INDEX service_items_updated_at ON service_items (updated_at, id);

-- What an item says from a day on, until the day of the next one. Written once.
CREATE TABLE service_item_versions (
    id text COLLATE "C" CONSTRAINT service_item_versions_id_key PRIMARY KEY,
    item_id text COLLATE "C" NOT NULL REFERENCES service_items,
    number integer NOT NULL CHECK (number >= 1),
    effective_from date NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    search_text text NOT NULL,
    document text NOT NULL,
    created_by text COLLATE "C" NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (item_id, number),
    UNIQUE (item_id, effective_from)
);
CREATE INDEX service_item_versions_unit_id ON service_item_versions (unit_id);

-- A case of the counter, of one of four kinds: the whole file as one document, beside it what lists filter and sort by.
CREATE TABLE service_cases (
    id text COLLATE "C" CONSTRAINT service_cases_id_key PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    number text COLLATE "C" NOT NULL UNIQUE,
    version bigint NOT NULL,
    status text COLLATE "C" NOT NULL,
    category text,
    outcome text,
    unit_id text COLLATE "C" REFERENCES units,
    item_id text COLLATE "C" REFERENCES service_items,
    item_version integer,
    application_id text COLLATE "C" REFERENCES service_cases,
    registered_by text COLLATE "C",
    window_id text COLLATE "C" REFERENCES windows,
    handler_id text COLLATE "C",
    received_at timestamptz NOT NULL,
    accepted_at timestamptz,
    ended_at timestamptz,
    next_due_on date,
    next_due_at timestamptz,
    next_amber_at timestamptz,
    source_system text,
    external_ref text,
    search_text text NOT NULL,
    document text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (kind, source_system, external_ref)
);
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
    id text COLLATE "C" CONSTRAINT findings_id_key PRIMARY KEY,
    kind text COLLATE "C" NOT NULL,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    unit_id text COLLATE "C",
    user_id text COLLATE "C",
    found_on date NOT NULL,
    basis text NOT NULL,
    detail text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX findings_subject ON findings (subject_kind, subject_id);
CREATE INDEX findings_found_on ON findings (found_on, id);
CREATE INDEX findings_kind ON findings (kind, found_on, id);
CREATE INDEX findings_unit_id ON findings (unit_id, found_on, id);

-- An issued paper, as it was issued. item_id is a record in the case it belongs to.
CREATE TABLE documents (
    id text COLLATE "C" CONSTRAINT documents_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    item_id text COLLATE "C",
    number text COLLATE "C" UNIQUE,
    issued_on date NOT NULL,
    issued_by text COLLATE "C",
    content text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX documents_subject ON documents (subject_kind, subject_id, kind);

-- A form that an item is handled with; it may be used once it is filed.
CREATE TABLE document_templates (
    id text COLLATE "C" CONSTRAINT document_templates_id_key PRIMARY KEY,
    service_item_id text COLLATE "C" NOT NULL REFERENCES service_items,
    kind text COLLATE "C" NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    filed_at timestamptz,
    filed_by text COLLATE "C",
    filing_number text,
    active boolean NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX document_templates_service_item_id ON document_templates (service_item_id, kind);
CREATE INDEX document_templates_unit_id ON document_templates (unit_id);
CREATE INDEX document_templates_updated_at ON document_templates (updated_at, id);
