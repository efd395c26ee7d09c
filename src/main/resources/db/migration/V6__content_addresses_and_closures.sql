-- A document's content is fetched as a Binary or, when it is a FHIR document sent as a resource, as a Bundle. Until now all were Binaries.
alter table document_content add column address text not null default 'Binary' check (address in ('Binary', 'Bundle'));
alter table document_content alter column address drop default;

-- When and why a record was closed: told to professionals (PDSm4DMP TD0.2), no fact of any rule.
alter table record_policy add column closed_on date;
alter table record_policy add column closing_motive text;
alter table record_policy add column closing_reason text;
