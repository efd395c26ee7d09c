-- Signing keys of the authorization server. "sealed" is the private JWK as JWE (dir, A256GCM) under a key that is not in the database.
create table signing_key (
    kid        text primary key,
    created    timestamptz not null,
    signs_from timestamptz not null,
    sealed     text not null
);

-- Client assertions that were used (RFC 7523): none is taken twice while it would still hold.
create table client_assertion (
    client_id text not null,
    jti       text not null,
    until     timestamptz not null,
    primary key (client_id, jti)
);
create index client_assertion_until on client_assertion (until);
