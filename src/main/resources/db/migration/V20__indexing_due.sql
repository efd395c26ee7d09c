-- One row from the transaction that stores other search parameters until everything is indexed by them: a node that ends in between leaves it to the next start.
create table indexing_due (
    since timestamptz not null default now()
);
