-- People: devices and sessions, password reset, teams with invitations, two-step sign-in.

-- Where a session came from, and when the person last proved who they are (password or code).
ALTER TABLE session ADD COLUMN address {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN proved_at {int} NOT NULL DEFAULT 0;

-- Only the hash of a link's token is kept; the token itself derives from the installation key and the id.
CREATE TABLE password_reset (
  id {text} PRIMARY KEY,
  person_id {text} NOT NULL REFERENCES person (id),
  token_hash {text} NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  used_at {int},
  CONSTRAINT password_reset_token_key UNIQUE (token_hash)
);
CREATE INDEX password_reset_person ON password_reset (person_id);

-- Requests by address, whether or not an account has it: the answer must not tell.
CREATE TABLE reset_guard (
  email_hash {text} PRIMARY KEY,
  window_start {int} NOT NULL,
  requests {int} NOT NULL
);

CREATE TABLE invitation (
  id {text} PRIMARY KEY,
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  email {text} NOT NULL,
  roles {text} NOT NULL,
  version {int} NOT NULL DEFAULT 1,
  token_hash {text} NOT NULL,
  invited_by {text} NOT NULL,
  created_at {int} NOT NULL,
  sent_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  accepted_at {int},
  withdrawn_at {int},
  CONSTRAINT invitation_token_key UNIQUE (token_hash)
);
CREATE INDEX invitation_organisation ON invitation (organisation_id, created_at);
-- One open invitation of an organisation per address.
CREATE UNIQUE INDEX invitation_open ON invitation (organisation_id, email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- Two-step sign-in. The secret derives from the installation key and the nonce; the recovery codes from codes_nonce,
-- which is forgotten once the person has confirmed: from then on only their hashes are left.
CREATE TABLE two_step (
  person_id {text} PRIMARY KEY REFERENCES person (id),
  nonce {text} NOT NULL,
  codes_nonce {text},
  begun_at {int} NOT NULL,
  confirmed_at {int},
  last_step {int} NOT NULL DEFAULT 0
);
CREATE TABLE recovery_code (
  person_id {text} NOT NULL REFERENCES person (id),
  code_hash {text} NOT NULL,
  used_at {int},
  PRIMARY KEY (person_id, code_hash)
);

-- The password was right, the code is still to come.
CREATE TABLE sign_in_challenge (
  token_hash {text} PRIMARY KEY,
  person_id {text} NOT NULL REFERENCES person (id),
  device {text} NOT NULL,
  attempts {int} NOT NULL DEFAULT 0,
  expires_at {int} NOT NULL
);
CREATE INDEX sign_in_challenge_expires ON sign_in_challenge (expires_at);
