-- Documents invisible to the holder run out one month after their deposit and are announced two weeks after it (R1111-53).

-- When a document was deposited: a label that is set later counts from here too.
alter table document_submission add column deposited_at timestamptz;

-- Documents that carry INVISIBLE_PATIENT now: written and deleted with the label, so the job reads few rows, whatever the database holds.
create table invisible_document (
    document_id  text primary key,
    patient_id   text not null,
    deposited_at timestamptz not null,
    announced_at timestamptz
);
create index invisible_document_deposited on invisible_document (deposited_at, document_id);

-- One cause, one notice: what has been sent already, on whichever node.
create table notice (
    patient_id text not null,
    kind       text not null,
    cause      text not null,
    sent_at    timestamptz not null,
    primary key (patient_id, kind, cause)
);

-- What was deposited before this table existed: HAPI knows when, and which labels there are. A new database has no HAPI tables yet.
do $$
begin
    if to_regclass('hfj_resource') is not null then
        update document_submission s set deposited_at = r.res_published
        from hfj_resource r where r.res_type = 'DocumentReference' and r.fhir_id = s.document_id;
        insert into invisible_document (document_id, patient_id, deposited_at)
        select distinct s.document_id, s.patient_id, s.deposited_at
        from document_submission s
        join hfj_resource r on r.res_type = 'DocumentReference' and r.fhir_id = s.document_id
        join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'security-label' and t.sp_value = 'INVISIBLE_PATIENT';
    end if;
end
$$;
update document_submission set deposited_at = now() where deposited_at is null;
alter table document_submission alter column deposited_at set not null;
