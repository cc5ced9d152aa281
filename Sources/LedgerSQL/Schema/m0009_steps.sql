-- Never edited once landed. Which deliveries a draft took last, newest first. Drafts that stood before know of none.

ALTER TABLE draft ADD COLUMN taken TEXT;
