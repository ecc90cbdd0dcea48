-- Notices: what each person wants to be told how, mails that are delivered, given up or opened, short messages.

-- What differs from the defaults (in the console and by mail, no short message).
CREATE TABLE notice_preference (
  person_id {text} NOT NULL REFERENCES person (id),
  kind {text} NOT NULL,
  in_site {int} NOT NULL,
  mail {int} NOT NULL,
  sms {int} NOT NULL,
  PRIMARY KEY (person_id, kind)
);
-- Where short messages go.
CREATE TABLE notice_phone (
  person_id {text} PRIMARY KEY REFERENCES person (id),
  phone {text} NOT NULL,
  updated_at {int} NOT NULL
);

ALTER TABLE notice ADD COLUMN kind {text} NOT NULL DEFAULT '';

ALTER TABLE mail ADD COLUMN kind {text} NOT NULL DEFAULT '';
-- When it was handed to the job that sends it; none while it is only kept.
ALTER TABLE mail ADD COLUMN queued_at {int};
ALTER TABLE mail ADD COLUMN attempts {int} NOT NULL DEFAULT 0;
ALTER TABLE mail ADD COLUMN last_error {text};
-- When it was given up.
ALTER TABLE mail ADD COLUMN failed_at {int};
-- How often an administrator had it sent again: names the job.
ALTER TABLE mail ADD COLUMN resent {int} NOT NULL DEFAULT 0;
CREATE INDEX mail_failed ON mail (created_at, id) WHERE failed_at IS NOT NULL;

-- An administrator sees a kept mail with its links, for a few minutes after saying so.
CREATE TABLE mail_opening (
  mail_id {text} NOT NULL REFERENCES mail (id),
  person_id {text} NOT NULL REFERENCES person (id),
  opened_at {int} NOT NULL,
  until_at {int} NOT NULL,
  PRIMARY KEY (mail_id, person_id)
);

CREATE TABLE sms (
  id {text} PRIMARY KEY,
  phone {text} NOT NULL,
  body {text} NOT NULL,
  dedupe {text} NOT NULL,
  created_at {int} NOT NULL,
  attempts {int} NOT NULL DEFAULT 0,
  last_error {text},
  failed_at {int},
  sent_at {int},
  CONSTRAINT sms_dedupe_key UNIQUE (dedupe)
);
CREATE INDEX sms_created ON sms (created_at, id);
