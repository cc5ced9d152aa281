-- Never edited once landed. Names' keys in one tree with what is found by them, where a table can be its own index: a look
-- for like names follows a few keys, and found a row of the table somewhere else for each company under them.

{{SQLITE}}CREATE TABLE name_key_in_order (
{{SQLITE}}    blocking_key TEXT NOT NULL,
{{SQLITE}}    company TEXT NOT NULL,
{{SQLITE}}    registration TEXT NOT NULL,
{{SQLITE}}    PRIMARY KEY (blocking_key, company)
{{SQLITE}}) STRICT, WITHOUT ROWID;
{{SQLITE}}INSERT INTO name_key_in_order SELECT blocking_key, company, registration FROM name_key
{{SQLITE}}ORDER BY blocking_key, company;
{{SQLITE}}DROP TABLE name_key;
{{SQLITE}}ALTER TABLE name_key_in_order RENAME TO name_key;
