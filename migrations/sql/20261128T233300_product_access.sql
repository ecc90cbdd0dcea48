-- Product-level authorisation: a product manager may be limited to chosen products, per membership. Without a row here
-- the membership is for all of them.
CREATE TABLE membership_limit (
  person_id {text} NOT NULL REFERENCES person (id),
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  limited_at {int} NOT NULL,
  PRIMARY KEY (person_id, organisation_id)
);
CREATE TABLE membership_product (
  person_id {text} NOT NULL REFERENCES person (id),
  organisation_id {text} NOT NULL REFERENCES organisation (id),
  listing_id {text} NOT NULL REFERENCES listing (id),
  granted_at {int} NOT NULL,
  PRIMARY KEY (person_id, organisation_id, listing_id)
);
