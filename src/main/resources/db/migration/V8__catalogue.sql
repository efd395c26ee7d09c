-- The catalogue of referenced third-party services: who makes them, and what each declared. What is public of an entry is in content, as FHIR;
-- the hash of a client's secret stands apart, for it is never shown. Nothing is deleted: a service that leaves is DEREFERENCEE.
create table app_editor (
    id      text primary key,
    name    text not null,
    tokens  text[] not null,
    names   text[] not null,
    content text not null
);

create table app_entry (
    oid          text primary key,
    id           text not null unique,
    client_id    text not null unique,
    editor_id    text not null references app_editor (id),
    status       text not null check (status in ('EN_LIGNE', 'HORS_LIGNE', 'PRESERIE', 'SUSPENDUE', 'DEREFERENCEE')),
    period_start timestamptz not null,
    period_end   timestamptz not null,
    -- Start of the first referencing: what starts later is a renewal, which may last longer.
    first_start  timestamptz not null,
    secret_hash  text,
    version      bigint not null,
    -- What a search finds it by, as parameter=value; and its names, folded.
    tokens       text[] not null,
    names        text[] not null,
    content      text not null
);

-- Files of the operator that were loaded: a file is loaded again when it has changed.
create table app_catalogue_file (
    location text primary key,
    sha256   text not null,
    loaded   timestamptz not null
);
