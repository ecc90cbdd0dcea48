-- The operator's settings: every change kept, and rules that hold from a business day on.

-- One row per change, never edited. item: the year of a calendar, the id of a rule; empty where there is only one.
CREATE TABLE setting_change (
  seq {seq},
  part {text} NOT NULL,
  item {text} NOT NULL DEFAULT '',
  version {int} NOT NULL,
  at {int} NOT NULL,
  changed_by {text} NOT NULL,
  note {text} NOT NULL DEFAULT '',
  effective_from {text},
  before_json {text},
  after_json {text},
  CONSTRAINT setting_change_version_key UNIQUE (part, item, version)
);
CREATE INDEX setting_change_part ON setting_change (part, seq);

-- What was saved before changes were kept is the first that is known.
INSERT INTO setting_change (part, item, version, at, changed_by, after_json)
  SELECT key, '', version, updated_at, '', value FROM setting WHERE key = 'marketplace';

CREATE TABLE setting_rule (
  id {text} PRIMARY KEY,
  kind {text} NOT NULL,
  from_day {text} NOT NULL,
  scope_key {text} NOT NULL,
  scope {text} NOT NULL,
  seller_id {text} REFERENCES organisation (id),
  listing_id {text} REFERENCES listing (id),
  value {text} NOT NULL,
  added_by {text} NOT NULL,
  created_at {int} NOT NULL,
  note {text} NOT NULL DEFAULT '',
  withdrawn_at {int}
);
-- One rule of a scope begins on a day.
CREATE UNIQUE INDEX setting_rule_once ON setting_rule (kind, scope_key, from_day) WHERE withdrawn_at IS NULL;

ALTER TABLE calendar_day ADD COLUMN name {text} NOT NULL DEFAULT '';

-- A bill whose lines took effect under different rates: the rate on it is the last day's.
ALTER TABLE bill ADD COLUMN mixed_rates {int} NOT NULL DEFAULT 0;
