-- Surveys in the hall, and evaluations by text message. Conventions as in 0001.

-- A round of a survey: the whole of it, with its draw, as one document.
CREATE TABLE surveys (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    month TEXT NOT NULL,
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX surveys_month ON surveys (month, kind, id);

-- A questionnaire that was filled in. Append only.
CREATE TABLE survey_responses (
    id TEXT NOT NULL PRIMARY KEY,
    survey_id TEXT NOT NULL REFERENCES surveys,
    kind TEXT NOT NULL,
    unit_id TEXT NOT NULL REFERENCES units,
    window_id TEXT NOT NULL REFERENCES windows,
    taken_on TEXT NOT NULL,
    scale TEXT NOT NULL,
    attitude TEXT NOT NULL,
    efficiency TEXT NOT NULL,
    grade TEXT NOT NULL,
    positive INTEGER NOT NULL CHECK (positive IN (0, 1)),
    reasons TEXT NOT NULL,
    text TEXT,
    entered_by TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX survey_responses_survey_id ON survey_responses (survey_id, id);
-- Holds all that figures of surveys are counted by.
CREATE INDEX survey_responses_taken_on ON survey_responses (taken_on, kind, unit_id, window_id, positive);

-- A number drawn at the queueing machine, with the telephone left there, sealed.
CREATE TABLE queue_tickets (
    id TEXT NOT NULL PRIMARY KEY,
    window_id TEXT NOT NULL REFERENCES windows,
    unit_id TEXT NOT NULL REFERENCES units,
    application_id TEXT REFERENCES service_cases,
    phone_hash TEXT NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    taken_on TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    created_by TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX queue_tickets_taken_on ON queue_tickets (taken_on, id);

-- A text message to be sent by a provider. The telephone is sealed; the text holds nothing personal.
CREATE TABLE sms_messages (
    id TEXT NOT NULL PRIMARY KEY,
    invitation_id TEXT NOT NULL UNIQUE REFERENCES evaluation_invitations,
    state TEXT NOT NULL,
    phone_hash TEXT NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    body TEXT NOT NULL,
    provider TEXT,
    failure TEXT,
    queued_at INTEGER NOT NULL,
    dispatched_at INTEGER,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX sms_messages_state ON sms_messages (state, id);
CREATE INDEX sms_messages_phone_hash ON sms_messages (phone_hash, id);

-- A text message that came in. Telephone and text are sealed together: people write what they like. Append only.
CREATE TABLE inbound_messages (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    message_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    refusal TEXT,
    evaluation_id TEXT,
    phone_hash TEXT NOT NULL,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (provider, message_id)
) STRICT;
CREATE INDEX inbound_messages_outcome ON inbound_messages (outcome, id);
