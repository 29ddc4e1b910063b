DROP TABLE inbound_messages;
DROP TABLE sms_messages;
DROP TABLE queue_tickets;
DROP TABLE survey_responses;
DROP TABLE surveys;
