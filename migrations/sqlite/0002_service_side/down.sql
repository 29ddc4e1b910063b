DROP TABLE document_templates;
DROP TABLE documents;
DROP TABLE findings;
DROP TABLE service_cases;
DROP TABLE service_item_versions;
DROP TABLE service_items;
ALTER TABLE units DROP COLUMN leader_in_charge_id;
