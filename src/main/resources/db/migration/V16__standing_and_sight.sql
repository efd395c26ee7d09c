-- The two questions of nearly every request, with one plan for all values: sessions plan every statement for its values (connection-init-sql), and that cost these
-- two more than running them.

-- How a record stands for a caller, by its Patient or, when that is null, by the national identity (RecordPolicies).
create function record_standing(patient text, identity_system text, identity_value text, authors text[])
    returns table (policy_row jsonb, deposited boolean, session_until timestamptz, session_reason text, closed date, motive text, closed_because text)
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    if patient is null then
        select p.patient_id into patient from carnet.record_policy p where p.ins_system = identity_system and p.ins_value = identity_value;
    end if;
    return query
        select p.policy, exists (select 1 from carnet.record_depositor d where d.patient_id = p.patient_id and d.author = any (authors)),
            s.until_at, s.reason, p.closed_on, p.closing_motive, p.closing_reason
        from carnet.record_policy p left join lateral (
            select b.until_at, b.reason from carnet.break_glass_session b
            where b.patient_id = p.patient_id and b.professional = any (authors) order by b.until_at desc limit 1) s on true
        where p.patient_id = patient;
end
$$;

-- Whose a stored resource is, and its tokens, a row for each; a content, known by its address, is found through its document (StoredResources).
create function stored_sight(wanted_type text, wanted_id text, content_address text, patient_path text)
    returns table (owner text, token text)
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    if content_address is not null then
        select c.document_id into wanted_id from carnet.document_content c where c.content_id = wanted_id and c.address = content_address;
    end if;
    return query
        select coalesce(p.fhir_id, r.fhir_id)::text, t.sp_value::text
        from public.hfj_resource r
        left join public.hfj_res_link l on l.src_resource_id = r.res_id and l.src_path = patient_path
        left join public.hfj_resource p on p.res_id = l.target_resource_id
        left join public.hfj_spidx_token t on t.res_id = r.res_id and t.sp_name = 'acl'
        where r.res_type = wanted_type and r.fhir_id = wanted_id and r.res_deleted_at is null;
end
$$;
