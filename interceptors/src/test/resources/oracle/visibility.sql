-- Who is shown which document, said a second time: straight from ACCESS-RULES sections 2, 4 and 5, in SQL, over the shipped data.
-- Nothing here is derived from the Java rules; the two are compared over every caller x document.

-- The two data files, loaded as they are.
create table habilitation_matrix (
    type text primary key, system text, display text, class text,
    "10" text, "21-BIO" text, "21-OFF" text, "40" text, "50" text, "60|69" text, "70" text, "80" text, "91" text,
    "92|94|95|96" text, "26|81|82|83|84|85" text, "28" text, "98" text,
    source text);
create table profession (code text, system text, display text, status text, "column" text, note text);

-- Who asks. One row per kind of caller and standing; filled by the test.
create table caller (
    id            int primary key,
    kind          text not null check (kind in ('professional', 'structure', 'holder', 'representative', 'app', 'insurer', 'support', 'anonymous')),
    profession    text,              -- TRE_G15
    savoir_faire  text,              -- TRE_R38
    section       text,              -- TRE_G06, pharmacists
    authorisation text,              -- 'person', 'structure', 'ended' or none
    blocked       boolean not null,
    attending     boolean not null,  -- médecin traitant designated by the holder
    author        boolean not null,  -- deposited the very document
    own_record    boolean not null,  -- the token is bound to this record
    delegation    text,              -- 'parent', 'guardian', 'caregiver', 'guardian ended' or none
    adult         boolean not null); -- the holder is 18 or older

-- Every document there can be: the types of the matrix, one that it does not know, none at all; each set of labels; current or deleted.
create view document as
select row_number() over (order by t.type nulls last, masque_ps, invisible_patient, invisible_representants, status) as id,
       t.type, masque_ps, invisible_patient, invisible_representants, status
from (select type from habilitation_matrix union all select '99999-9' union all select null) t
cross join (values (false), (true)) m (masque_ps)
cross join (values (false), (true)) p (invisible_patient)
cross join (values (false), (true)) r (invisible_representants)
cross join (values ('current'), ('entered-in-error')) s (status);

-- The matrix, one row per cell that says yes.
create view readable as
select matrix.type, cell.key as "column"
from habilitation_matrix matrix, jsonb_each_text(to_jsonb(matrix) - '{type,system,display,class,source}'::text[]) cell
where cell.value = 'yes';

-- Section 4.4 and terminology/professions.csv: pharmacists by section of their order (officine and PUI, biology, else nothing);
-- occupational physicians have no column.
create view caller_column as
select caller.id as caller_id,
       case when profession."column" <> '21-BIO/21-OFF' then profession."column"
            when caller.section = 'G' then '21-BIO'
            when caller.section in ('A', 'D', 'E', 'H') then '21-OFF' end as "column"
from caller join profession on profession.code = caller.profession and profession."column" is not null
where not (caller.profession = '10' and coalesce(caller.savoir_faire, '') = 'SM25');

-- Section 4: a professional is shown what its column opens once authorised or designated, masked ones only when designated, its own
-- always; a blocked one nothing, an occupational physician nothing at all, nor anybody of an unknown profession (section 2).
create view shown_to_professional as
select caller.id as caller_id, document.id as document_id
from caller
join caller_column on caller_column.caller_id = caller.id
join readable on readable."column" = caller_column."column"
join document on document.type = readable.type
where caller.kind = 'professional' and not caller.blocked
  and (caller.authorisation in ('person', 'structure') or caller.attending)
  and (caller.attending or not document.masque_ps)
union
select caller.id, document.id
from caller cross join document
where caller.kind = 'professional' and caller.author and not caller.blocked
  and caller.profession in (select code from profession)
  and not (caller.profession = '10' and coalesce(caller.savoir_faire, '') = 'SM25');

-- Section 2: a structure, what it deposited. Insurer, support, app and nobody: nothing.
create view shown_to_structure as
select caller.id as caller_id, document.id as document_id
from caller cross join document
where caller.kind = 'structure' and caller.author;

-- Section 5: an adult holder all but what is invisible to him; parents of minors and guardians less what is invisible to representatives;
-- caregivers of adults as the holder.
create view shown_to_patient_side as
select caller.id as caller_id, document.id as document_id
from caller cross join document
where caller.own_record and not document.invisible_patient
  and (caller.kind = 'holder' and caller.adult
    or caller.kind = 'representative' and caller.delegation = 'caregiver' and caller.adult
    or caller.kind = 'representative' and not document.invisible_representants
       and (caller.delegation = 'guardian' or caller.delegation = 'parent' and not caller.adult));

-- One row per caller: a 1 for each document shown and a 0 for each that is not, in the order of document.id. Section 4.7: deleted is shown to nobody.
create view visibility as
with shown as (
    select caller_id, document_id from shown_to_professional
    union select caller_id, document_id from shown_to_structure
    union select caller_id, document_id from shown_to_patient_side)
select caller.id as caller_id,
       string_agg(case when shown.document_id is not null and document.status <> 'entered-in-error' then '1' else '0' end, '' order by document.id) as documents
from caller cross join document
left join shown on shown.caller_id = caller.id and shown.document_id = document.id
group by caller.id;
