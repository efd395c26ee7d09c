-- Grants of the authorization server: instants with their zone, scopes of any length, when a request was begun.
alter table oauth2_authorization
    alter column authorized_scopes type text,
    alter column access_token_scopes type text,
    alter column authorization_code_issued_at type timestamptz,
    alter column authorization_code_expires_at type timestamptz,
    alter column access_token_issued_at type timestamptz,
    alter column access_token_expires_at type timestamptz,
    alter column oidc_id_token_issued_at type timestamptz,
    alter column oidc_id_token_expires_at type timestamptz,
    alter column refresh_token_issued_at type timestamptz,
    alter column refresh_token_expires_at type timestamptz,
    alter column user_code_issued_at type timestamptz,
    alter column user_code_expires_at type timestamptz,
    alter column device_code_issued_at type timestamptz,
    alter column device_code_expires_at type timestamptz,
    add column created timestamptz not null default now();

-- Refresh tokens that were exchanged for a newer one. One that comes again was copied: its grant ends (RFC 9700, 4.14.2).
create table used_refresh_token (
    token_hash text primary key,
    grant_id   varchar(100) not null references oauth2_authorization (id) on delete cascade
);
create index used_refresh_token_grant on used_refresh_token (grant_id);

-- Access tokens that were revoked before their time, by their jti.
create table revoked_token (
    jti     text primary key,
    expires timestamptz not null
);
create index revoked_token_expires on revoked_token (expires);
