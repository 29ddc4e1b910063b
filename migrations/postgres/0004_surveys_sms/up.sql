-- Surveys in the hall, and evaluations by text message. Conventions as in 0001.

-- A round of a survey: the whole of it, with its draw, as one document.
CREATE TABLE surveys (
    id text COLLATE "C" CONSTRAINT surveys_id_key PRIMARY KEY,
    number text COLLATE "C" NOT NULL UNIQUE,
    kind text COLLATE "C" NOT NULL,
    month text COLLATE "C" NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX surveys_month ON surveys (month, kind, id);

-- A questionnaire that was filled in. Append only.
CREATE TABLE survey_responses (
    id text COLLATE "C" CONSTRAINT survey_responses_id_key PRIMARY KEY,
    survey_id text COLLATE "C" NOT NULL REFERENCES surveys,
    kind text COLLATE "C" NOT NULL,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    window_id text COLLATE "C" NOT NULL REFERENCES windows,
    taken_on date NOT NULL,
    scale text COLLATE "C" NOT NULL,
    attitude text COLLATE "C" NOT NULL,
    efficiency text COLLATE "C" NOT NULL,
    grade text COLLATE "C" NOT NULL,
    positive boolean NOT NULL,
    reasons text NOT NULL,
    text text,
    entered_by text COLLATE "C",
    created_at timestamptz NOT NULL
);
CREATE INDEX survey_responses_survey_id ON survey_responses (survey_id, id);
-- Holds all that figures of surveys are counted by.
CREATE INDEX survey_responses_taken_on ON survey_responses (taken_on, kind, unit_id, window_id, positive);

-- A number drawn at the queueing machine, with the telephone left there, sealed.
CREATE TABLE queue_tickets (
    id text COLLATE "C" CONSTRAINT queue_tickets_id_key PRIMARY KEY,
    window_id text COLLATE "C" NOT NULL REFERENCES windows,
    unit_id text COLLATE "C" NOT NULL REFERENCES units,
    application_id text COLLATE "C" REFERENCES service_cases,
    phone_hash text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    taken_on date NOT NULL,
    taken_at timestamptz NOT NULL,
    created_by text COLLATE "C",
    created_at timestamptz NOT NULL
);
CREATE INDEX queue_tickets_taken_on ON queue_tickets (taken_on, id);

-- A text message to be sent by a provider. The telephone is sealed; the text holds nothing personal.
CREATE TABLE sms_messages (
    id text COLLATE "C" CONSTRAINT sms_messages_id_key PRIMARY KEY,
    invitation_id text COLLATE "C" NOT NULL UNIQUE REFERENCES evaluation_invitations,
    state text COLLATE "C" NOT NULL,
    phone_hash text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    body text NOT NULL,
    provider text COLLATE "C",
    failure text COLLATE "C",
    queued_at timestamptz NOT NULL,
    dispatched_at timestamptz,
    version bigint NOT NULL
);
CREATE INDEX sms_messages_state ON sms_messages (state, id);
CREATE INDEX sms_messages_phone_hash ON sms_messages (phone_hash, id);

-- A text message that came in. Telephone and text are sealed together: people write what they like. Append only.
CREATE TABLE inbound_messages (
    id text COLLATE "C" CONSTRAINT inbound_messages_id_key PRIMARY KEY,
    provider text COLLATE "C" NOT NULL,
    message_id text COLLATE "C" NOT NULL,
    outcome text COLLATE "C" NOT NULL,
    refusal text COLLATE "C",
    evaluation_id text COLLATE "C",
    phone_hash text COLLATE "C" NOT NULL,
    key_id text COLLATE "C" NOT NULL,
    nonce bytea NOT NULL,
    sealed bytea NOT NULL,
    received_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (provider, message_id)
);
CREATE INDEX inbound_messages_outcome ON inbound_messages (outcome, id);
