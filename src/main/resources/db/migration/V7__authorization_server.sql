-- The embedded authorization server. oauth2_* are Spring Authorization Server's own tables, as its version 1.5 defines them.
create table oauth2_authorization (
    id varchar(100) primary key,
    registered_client_id varchar(100) not null,
    principal_name varchar(200) not null,
    authorization_grant_type varchar(100) not null,
    authorized_scopes varchar(1000),
    attributes text,
    state varchar(500),
    authorization_code_value text,
    authorization_code_issued_at timestamp,
    authorization_code_expires_at timestamp,
    authorization_code_metadata text,
    access_token_value text,
    access_token_issued_at timestamp,
    access_token_expires_at timestamp,
    access_token_metadata text,
    access_token_type varchar(100),
    access_token_scopes varchar(1000),
    oidc_id_token_value text,
    oidc_id_token_issued_at timestamp,
    oidc_id_token_expires_at timestamp,
    oidc_id_token_metadata text,
    refresh_token_value text,
    refresh_token_issued_at timestamp,
    refresh_token_expires_at timestamp,
    refresh_token_metadata text,
    user_code_value text,
    user_code_issued_at timestamp,
    user_code_expires_at timestamp,
    user_code_metadata text,
    device_code_value text,
    device_code_issued_at timestamp,
    device_code_expires_at timestamp,
    device_code_metadata text
);
create index oauth2_authorization_state on oauth2_authorization (state);
create index oauth2_authorization_code on oauth2_authorization (authorization_code_value);
create index oauth2_authorization_access on oauth2_authorization (access_token_value);
create index oauth2_authorization_refresh on oauth2_authorization (refresh_token_value);
create index oauth2_authorization_id_token on oauth2_authorization (oidc_id_token_value);
create index oauth2_authorization_principal on oauth2_authorization (principal_name, registered_client_id);

-- People who log in on the patient's side. Whose record they open follows from their national identity, asked at each login.
create table account (
    id         uuid primary key,
    login      text not null,
    password   text not null,
    ins_system text not null,
    ins_value  text not null,
    name       text not null
);
create unique index account_login on account (lower(login));
create unique index account_identity on account (ins_system, ins_value);

-- One row per authorization that a person gave an app: who, for which record, as whom. Its tokens are worth something while it lasts.
create table pairing (
    id                uuid primary key,
    client_id         text not null,
    account_id        uuid not null references account (id),
    patient_id        text not null,
    related_person_id text,
    created           timestamptz not null,
    ended             timestamptz,
    end_reason        text
);
create index pairing_patient on pairing (patient_id, client_id);
create index pairing_account on pairing (account_id);

-- Spring Session's tables, as its version 3.5 defines them: who is logged in, on whichever node.
create table spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create unique index spring_session_id on spring_session (session_id);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);
create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);
