-- The yearly assessment: versions of its plan, and whom it is about. The assessments themselves are service_cases. Conventions as in 0001.

-- A version of the plan of a year; what it says is in the document. Published, it is frozen.
CREATE TABLE assessment_plans (
    id text COLLATE "C" CONSTRAINT assessment_plans_id_key PRIMARY KEY,
    number text COLLATE "C" NOT NULL UNIQUE,
    year integer NOT NULL,
    plan_version integer NOT NULL CHECK (plan_version >= 1),
    status text COLLATE "C" NOT NULL CHECK (status IN ('draft', 'published', 'superseded')),
    title text NOT NULL,
    document text NOT NULL,
    version bigint NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    UNIQUE (year, plan_version)
);
CREATE INDEX assessment_plans_updated_at ON assessment_plans (updated_at, id);
-- One plan of a year is in force.
CREATE UNIQUE INDEX assessment_plans_in_force ON assessment_plans (year) WHERE status = 'published';

-- Whom an assessment is about: once a year, whichever version of the plan. Written once.
CREATE TABLE assessment_targets (
    assessment_id text COLLATE "C" CONSTRAINT assessment_targets_assessment_id_key PRIMARY KEY REFERENCES service_cases,
    plan_id text COLLATE "C" NOT NULL REFERENCES assessment_plans,
    year integer NOT NULL,
    target_kind text COLLATE "C" NOT NULL CHECK (target_kind IN ('unit', 'window')),
    target_id text COLLATE "C" NOT NULL,
    UNIQUE (year, target_kind, target_id)
);
CREATE INDEX assessment_targets_plan_id ON assessment_targets (plan_id, assessment_id);
