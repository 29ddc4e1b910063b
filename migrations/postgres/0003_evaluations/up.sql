-- One request for a rating of one service rendered, and the answer to it: what figures of ratings are counted from. The token is kept as a
-- keyed hash, and sealed so that its QR code can be drawn again.
CREATE TABLE evaluation_invitations (
    id text COLLATE "C" CONSTRAINT evaluation_invitations_id_key PRIMARY KEY,
    subject_kind text COLLATE "C" NOT NULL,
    subject_id text COLLATE "C" NOT NULL,
    application_number text COLLATE "C" NOT NULL,
    item_id text COLLATE "C" REFERENCES service_items,
    item_name text COLLATE "C" NOT NULL,
    unit_id text COLLATE "C" REFERENCES units,
    window_id text COLLATE "C" REFERENCES windows,
    handler_id text COLLATE "C",
    service_channel text COLLATE "C",
    accepted_at timestamptz NOT NULL,
    channel text COLLATE "C" NOT NULL,
    token_hash text COLLATE "C" NOT NULL UNIQUE,
    key_id text COLLATE "C" NOT NULL,
    nonce bytea NOT NULL,
    token_sealed bytea NOT NULL,
    counter_device_hash text COLLATE "C",
    phone_hash text COLLATE "C",
    invited_by text COLLATE "C",
    invited_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    answered_at timestamptz,
    answer_device_hash text COLLATE "C",
    evaluation_id text COLLATE "C" REFERENCES service_cases,
    attitude text COLLATE "C",
    efficiency text COLLATE "C",
    grade text COLLATE "C",
    positive boolean,
    set_aside boolean NOT NULL,
    UNIQUE (subject_kind, subject_id)
);
CREATE INDEX evaluation_invitations_invited_at ON evaluation_invitations (invited_at, unit_id, window_id, item_id, handler_id, answered_at, positive, set_aside);
CREATE INDEX evaluation_invitations_answered_at ON evaluation_invitations (answered_at, unit_id, window_id, handler_id, positive, set_aside) WHERE answered_at IS NOT NULL;
CREATE INDEX evaluation_invitations_unit_id ON evaluation_invitations (unit_id, id);
CREATE INDEX evaluation_invitations_device ON evaluation_invitations (answer_device_hash, answered_at) WHERE answer_device_hash IS NOT NULL;
CREATE INDEX evaluation_invitations_phone ON evaluation_invitations (phone_hash, answered_at) WHERE phone_hash IS NOT NULL;
CREATE INDEX evaluation_invitations_window ON evaluation_invitations (window_id, answered_at) WHERE window_id IS NOT NULL;
