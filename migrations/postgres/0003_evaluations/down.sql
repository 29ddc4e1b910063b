DROP TABLE evaluation_invitations;
