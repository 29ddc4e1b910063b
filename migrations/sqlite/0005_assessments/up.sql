-- The yearly assessment: versions of its plan, and whom it is about. The assessments themselves are service_cases. Conventions as in 0001.

-- A version of the plan of a year; what it says is in the document. Published, it is frozen.
CREATE TABLE assessment_plans (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    plan_version INTEGER NOT NULL CHECK (plan_version >= 1),
    status TEXT NOT NULL CHECK (status IN ('draft', 'published', 'superseded')),
    title TEXT NOT NULL,
    document TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (year, plan_version)
) STRICT;
CREATE INDEX assessment_plans_updated_at ON assessment_plans (updated_at, id);
-- One plan of a year is in force.
CREATE UNIQUE INDEX assessment_plans_in_force ON assessment_plans (year) WHERE status = 'published';

-- Whom an assessment is about: once a year, whichever version of the plan. Written once.
CREATE TABLE assessment_targets (
    assessment_id TEXT NOT NULL PRIMARY KEY REFERENCES service_cases,
    plan_id TEXT NOT NULL REFERENCES assessment_plans,
    year INTEGER NOT NULL,
    target_kind TEXT NOT NULL CHECK (target_kind IN ('unit', 'window')),
    target_id TEXT NOT NULL,
    UNIQUE (year, target_kind, target_id)
) STRICT;
CREATE INDEX assessment_targets_plan_id ON assessment_targets (plan_id, assessment_id);
