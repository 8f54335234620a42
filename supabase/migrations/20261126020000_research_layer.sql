-- Alone in its migration: a new value of an enum cannot be used in the transaction that adds it.
alter type release.layer add value 'research' after 'sites';
