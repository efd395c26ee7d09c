-- What is withheld from the reader of a history, with one plan for all values, as V16 does for sight: planning it anew cost more than running it.

-- References of what is hidden from whoever needs the token shown_by to see a document, and of what names it or holds its bytes; nothing for a reader who needs none.
create function history_withheld(patient text, shown_by text, hiding_labels text[]) returns text[]
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    if shown_by = '' then
        return '{}';
    end if;
    return (
        with hidden as (
            select s.document_id, r.res_id
            from carnet.document_submission s
            join public.hfj_resource r on r.res_type = 'DocumentReference' and r.fhir_id = s.document_id
            cross join lateral (
                select bool_or(t.sp_name = 'acl') as stamped, bool_or(t.sp_name = 'acl' and t.sp_value = shown_by) as shown,
                    bool_or(t.sp_name = 'security-label' and t.sp_value = any (hiding_labels)) as labelled
                from public.hfj_spidx_token t where t.res_id = r.res_id and t.sp_name in ('acl', 'security-label')) marks
            -- A deleted document carries no token at all: its labels tell whether it was hidden before.
            where s.patient_id = patient and case when marks.stamped then not marks.shown else marks.labelled end)
        select coalesce(array_agg(reference), '{}') from (
            select 'DocumentReference/' || document_id as reference from hidden
            union all
            select content.address || '/' || content.content_id from hidden join carnet.document_content content using (document_id)
            union all
            select naming.res_type || '/' || naming.fhir_id from hidden
                join public.hfj_res_link item on item.target_resource_id = hidden.res_id and item.src_path in ('List.entry.item', 'Provenance.target')
                join public.hfj_resource naming on naming.res_id = item.src_resource_id) referred);
end
$$;

-- A line that names a page of resources is longer than 2 KB, where PostgreSQL begins to put columns elsewhere: every append of one wrote two places, and every total
-- of a history read both. Ids do not compress, so nothing was won by it.
alter table audit_event set (toast_tuple_target = 8160);
