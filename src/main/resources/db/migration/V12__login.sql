-- How people log in. An account that only somebody else's login opens has neither login nor password.
alter table account
    alter column login drop not null,
    alter column password drop not null,
    add column email text,
    add column phone text;

-- An account at somebody else's identity provider that is known to be this person's, where the provider tells no national identity.
create table account_link (
    issuer     text not null,
    subject    text not null,
    account_id uuid not null references account (id) on delete cascade,
    primary key (issuer, subject)
);

-- Failed logins: of an account, or of a name that no account has, so that both are answered alike.
create table login_lock (
    subject      uuid primary key,
    failures     int not null,
    locked_until timestamptz not null,
    tried        timestamptz not null
);
create index login_lock_tried on login_lock (tried);

-- One-time codes, hashed; a row is used up by the right code, by its last try, or by its age.
create table login_code (
    id         uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    hash       text not null,
    expires    timestamptz not null,
    tries_left int not null
);
create index login_code_expires on login_code (expires);

-- Spring Security's passkey tables, as its version 6.5 defines them.
create table user_entities (
    id           varchar(1000) not null primary key,
    name         varchar(100) not null,
    display_name varchar(200)
);
create unique index user_entities_name on user_entities (name);
create table user_credentials (
    credential_id                varchar(1000) not null primary key,
    user_entity_user_id          varchar(1000) not null references user_entities (id) on delete cascade,
    public_key                   bytea not null,
    signature_count              bigint,
    uv_initialized               boolean,
    backup_eligible              boolean not null,
    authenticator_transports     varchar(1000),
    public_key_credential_type   varchar(100),
    backup_state                 boolean not null,
    attestation_object           bytea,
    attestation_client_data_json bytea,
    created                      timestamp,
    last_used                    timestamp,
    label                        varchar(1000) not null
);
create index user_credentials_user on user_credentials (user_entity_user_id);
