DROP TABLE assessment_targets;
DROP TABLE assessment_plans;
