-- Sign-in by OpenID Connect.

-- A sign-in under way at a provider, taken once. Only the hash of its state is kept; nonce and PKCE verifier derive from
-- the installation key and the state. person_id and session_id: who links it to an account, from which session.
CREATE TABLE oidc_login (
  state_hash {text} PRIMARY KEY,
  provider {text} NOT NULL,
  browser_hash {text} NOT NULL,
  person_id {text} REFERENCES person (id),
  session_id {text} REFERENCES session (id),
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  taken_at {int}
);
CREATE INDEX oidc_login_expires ON oidc_login (expires_at);

-- Somebody's sign-in at a provider. One account per subject, and one subject of a provider per account.
CREATE TABLE linked_sign_in (
  id {text} PRIMARY KEY,
  person_id {text} NOT NULL REFERENCES person (id),
  issuer {text} NOT NULL,
  subject {text} NOT NULL,
  email {text} NOT NULL,
  created_at {int} NOT NULL,
  used_at {int},
  CONSTRAINT linked_sign_in_subject_key UNIQUE (issuer, subject),
  CONSTRAINT linked_sign_in_person_key UNIQUE (person_id, issuer)
);

-- The provider asked for a second step, and is believed: the account needs none of its own.
ALTER TABLE session ADD COLUMN provider_step {int} NOT NULL DEFAULT 0;
