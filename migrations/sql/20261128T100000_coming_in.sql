-- Coming in: signing up, what a joining seller files, agreements and who signed them.

-- Whoever is here already has joined.
ALTER TABLE organisation ADD COLUMN standing {text} NOT NULL DEFAULT 'joined';
ALTER TABLE organisation ADD COLUMN joined_at {int};

-- A sign-up that waits for its link. The row is written whether or not the address has an account: a job looks.
CREATE TABLE sign_up (
  id {text} PRIMARY KEY,
  email {text} NOT NULL,
  person {text} NOT NULL,
  name_zh {text} NOT NULL,
  name_en {text} NOT NULL,
  password_hash {text} NOT NULL,
  lang {text} NOT NULL,
  token_hash {text} NOT NULL,
  attempts {int} NOT NULL DEFAULT 0,
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  used_at {int},
  CONSTRAINT sign_up_token_key UNIQUE (token_hash)
);
CREATE INDEX sign_up_email ON sign_up (email);
CREATE INDEX sign_up_expires ON sign_up (expires_at);

-- Requests by address and by client, under keyed hashes: the answer must not tell.
CREATE TABLE sign_up_guard (
  guard_key {text} PRIMARY KEY,
  window_start {int} NOT NULL,
  requests {int} NOT NULL
);

-- What a seller hands in about itself and the desk decides: real-name authentication, joining application.
-- content: as it is being written or was handed in; live: what was approved last and is in force.
CREATE TABLE filing (
  seller_id {text} NOT NULL REFERENCES organisation (id),
  kind {text} NOT NULL CHECK (kind IN ('identity', 'application', 'store')),
  state {text} NOT NULL,
  content {text} NOT NULL,
  live {text},
  comments {text} NOT NULL DEFAULT '[]',
  review_id {text},
  due_at {int},
  version {int} NOT NULL,
  since {int} NOT NULL,
  approved_at {int},
  -- The legal entity that was proved: one entity, one seller.
  entity {text},
  PRIMARY KEY (seller_id, kind),
  CONSTRAINT filing_entity_key UNIQUE (entity)
);

-- Versioned texts of the operator. A version is never changed; the next one replaces it.
CREATE TABLE agreement (
  id {text} PRIMARY KEY,
  kind {text} NOT NULL CHECK (kind IN ('rules', 'cooperation')),
  version {int} NOT NULL,
  title_zh {text} NOT NULL,
  title_en {text} NOT NULL,
  body_zh {text} NOT NULL,
  body_en {text} NOT NULL,
  sha256 {text} NOT NULL,
  published_at {int} NOT NULL,
  published_by {text} NOT NULL,
  replaced_at {int},
  CONSTRAINT agreement_version_key UNIQUE (kind, version)
);
-- One of each kind is in force.
CREATE UNIQUE INDEX agreement_in_force ON agreement (kind) WHERE replaced_at IS NULL;

CREATE TABLE agreement_signature (
  agreement_id {text} NOT NULL REFERENCES agreement (id),
  seller_id {text} NOT NULL REFERENCES organisation (id),
  name {text} NOT NULL,
  person_id {text} NOT NULL,
  email {text} NOT NULL,
  sha256 {text} NOT NULL,
  signed_at {int} NOT NULL,
  PRIMARY KEY (agreement_id, seller_id)
);
CREATE INDEX agreement_signature_seller ON agreement_signature (seller_id, signed_at);
