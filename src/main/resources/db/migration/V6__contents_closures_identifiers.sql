-- A document's content is fetched as a Binary or, when it is a FHIR document sent as a resource, as a Bundle. Until now all were Binaries.
alter table document_content add column address text not null default 'Binary' check (address in ('Binary', 'Bundle'));
alter table document_content alter column address drop default;

-- When and why a record was closed: told to professionals (PDSm4DMP TD0.2), no fact of any rule.
alter table record_policy add column closed_on date;
alter table record_policy add column closing_motive text;
alter table record_policy add column closing_reason text;

-- Further business identifiers of documents (DocumentReference.identifier: logical id, entryUUID): not unique, looked up by conditional PATCH beside masterIdentifier.
create table document_identifier (
    document_id text not null,
    system      text not null,
    value       text not null,
    primary key (document_id, system, value)
);
create index document_identifier_value on document_identifier (value, document_id);

-- What was deposited before: HAPI has indexed both kinds. A new database has no HAPI tables yet.
do $$
begin
    if to_regclass('hfj_resource') is not null then
        insert into document_identifier (document_id, system, value)
        select distinct s.document_id, coalesce(t.sp_system, ''), t.sp_value
        from document_submission s
        join hfj_resource r on r.res_type = 'DocumentReference' and r.fhir_id = s.document_id
        join hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'identifier'
        where t.sp_value is not null and (t.sp_value <> s.value or coalesce(t.sp_system, '') <> s.system);
    end if;
end
$$;
