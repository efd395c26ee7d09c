-- Carnet's own tables, in their own schema; HAPI's are made by HAPI's migrator in the default one.

-- The gate's one row per record: what the holder decided, rebuilt in the transaction of what it reflects.
create table record_policy (
    patient_id text primary key,
    ins_system text not null,
    ins_value  text not null,
    version    bigint not null default 1,
    policy     jsonb not null
);
-- Checking first is not enough under concurrency: one record per national identity.
create unique index record_policy_identity on record_policy (ins_system, ins_value);

-- Who has deposited in a record: gives the author's ground at the gate.
create table record_depositor (
    patient_id text not null,
    author     text not null,
    primary key (patient_id, author)
);

-- Business identifiers of documents: unique per depositor, looked up by conditional PATCH.
create table document_submission (
    document_id text primary key,
    patient_id  text not null,
    depositor   text not null,
    system      text not null,
    value       text not null
);
create unique index document_submission_identifier on document_submission (depositor, system, value);
create index document_submission_patient on document_submission (patient_id, value);

-- The bytes of documents. Reached only through the decision on their document.
create table document_content (
    content_id   text primary key,
    document_id  text not null,
    content_type text not null,
    size         bigint not null,
    sha1         bytea not null,
    bytes        bytea not null
);
create index document_content_document on document_content (document_id);
-- Documents are compressed already, mostly: do not try again on every write.
alter table document_content alter column bytes set storage external;

-- The trace: one row per request, refusals included, never changed.
create table audit_event (
    sequence      bigint generated always as identity primary key,
    id            uuid not null,
    recorded      timestamptz not null,
    request_id    text not null,
    patient_id    text,
    caller_kind   text not null,
    caller_id     text not null,
    caller_name   text,
    profession    text,
    structure_id  text,
    access_mode   text not null,
    interaction   text not null,
    resource_type text,
    entities      text[] not null,
    reasons       text[] not null,
    status        int not null,
    source        text not null
);
create index audit_event_patient on audit_event (patient_id, recorded desc, sequence desc);

create function audit_event_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the trace is append-only';
end
$$;
create trigger audit_event_append_only before update or delete or truncate on audit_event
    for each statement execute function audit_event_is_append_only();
