-- The store front: pictures with their size, and which of them everybody sees.

ALTER TABLE file ADD COLUMN width {int};
ALTER TABLE file ADD COLUMN height {int};
-- 1 while the picture is part of an approved store front.
ALTER TABLE file ADD COLUMN shown {int} NOT NULL DEFAULT 0;
