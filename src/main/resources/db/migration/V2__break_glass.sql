-- Emergency sessions (bris de glace): one professional, one record, a written reason, an end.
create table break_glass_session (
    session_id   uuid primary key,
    patient_id   text not null,
    professional text not null,
    opened_at    timestamptz not null,
    until_at     timestamptz not null,
    reason       text not null,
    request_id   text not null
);
create index break_glass_session_professional on break_glass_session (patient_id, professional, until_at);
