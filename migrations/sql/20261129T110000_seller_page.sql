-- The seller page: tier, points, what points were taken for, and who stands on a list until when.

ALTER TABLE organisation ADD COLUMN tier {text} NOT NULL DEFAULT 'certified';
ALTER TABLE organisation ADD COLUMN tier_since {int};
ALTER TABLE organisation ADD COLUMN tier_reason {text} NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN points {int} NOT NULL DEFAULT 100 CHECK (points >= 0 AND points <= 100);

CREATE TABLE deduction (
  id {text} PRIMARY KEY,
  seller_id {text} NOT NULL REFERENCES organisation (id),
  violation {text} NOT NULL,
  points {int} NOT NULL CHECK (points >= 1 AND points <= 100),
  evidence {text} NOT NULL,
  state {text} NOT NULL,
  -- yellow or black, with its last moment.
  listed {text},
  listed_until {int},
  recorded_by {text} NOT NULL,
  recorded_name {text} NOT NULL,
  recorded_at {int} NOT NULL,
  appeal_until {int},
  appeal {text},
  appealed_at {int},
  decided_by {text},
  decided_at {int},
  decision {text} NOT NULL DEFAULT '',
  executed_at {int}
);
CREATE INDEX deduction_seller ON deduction (seller_id, recorded_at, id);
CREATE INDEX deduction_open ON deduction (seller_id) WHERE state IN ('waiting', 'appealed');
