-- Business certification in depth: what was certified stays beside a change; the account is proved by a small transfer.

-- What was certified last.
ALTER TABLE certification ADD COLUMN live {text};
UPDATE certification SET live = content WHERE state = 'certified';
-- The account that was proved last, whatever became of the rest.
ALTER TABLE certification ADD COLUMN proved {text};
-- The transfer that is open. Its amount follows from this and the installation's key, and is stored nowhere.
ALTER TABLE certification ADD COLUMN transfer_id {text};
ALTER TABLE certification ADD COLUMN transfer_until {int};
ALTER TABLE certification ADD COLUMN transfer_problem {text};
-- Wrong amounts since the last approval or unlocking.
ALTER TABLE certification ADD COLUMN failures {int} NOT NULL DEFAULT 0;
CREATE INDEX certification_open ON certification (since) WHERE state IN ('transferring', 'awaiting_amount', 'locked');
