-- One request for a rating of one service rendered, and the answer to it: what figures of ratings are counted from. The token is kept as a
-- keyed hash, and sealed so that its QR code can be drawn again.
CREATE TABLE evaluation_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    application_number TEXT NOT NULL,
    item_id TEXT REFERENCES service_items,
    item_name TEXT NOT NULL,
    unit_id TEXT REFERENCES units,
    window_id TEXT REFERENCES windows,
    handler_id TEXT,
    service_channel TEXT,
    accepted_at INTEGER NOT NULL,
    channel TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    key_id TEXT NOT NULL,
    nonce BLOB NOT NULL,
    token_sealed BLOB NOT NULL,
    counter_device_hash TEXT,
    phone_hash TEXT,
    invited_by TEXT,
    invited_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    answered_at INTEGER,
    answer_device_hash TEXT,
    evaluation_id TEXT REFERENCES service_cases,
    attitude TEXT,
    efficiency TEXT,
    grade TEXT,
    positive INTEGER CHECK (positive IN (0, 1)),
    set_aside INTEGER NOT NULL CHECK (set_aside IN (0, 1)),
    UNIQUE (subject_kind, subject_id)
) STRICT;
CREATE INDEX evaluation_invitations_invited_at ON evaluation_invitations (invited_at, unit_id, window_id, item_id, handler_id, answered_at, positive, set_aside);
CREATE INDEX evaluation_invitations_answered_at ON evaluation_invitations (answered_at, unit_id, window_id, handler_id, positive, set_aside) WHERE answered_at IS NOT NULL;
CREATE INDEX evaluation_invitations_unit_id ON evaluation_invitations (unit_id, id);
CREATE INDEX evaluation_invitations_device ON evaluation_invitations (answer_device_hash, answered_at) WHERE answer_device_hash IS NOT NULL;
CREATE INDEX evaluation_invitations_phone ON evaluation_invitations (phone_hash, answered_at) WHERE phone_hash IS NOT NULL;
CREATE INDEX evaluation_invitations_window ON evaluation_invitations (window_id, answered_at) WHERE window_id IS NOT NULL;
