-- What a read asks before it reads, in one way there and back: whose the resource is, its tokens, and how that record stands for the caller. The two questions are
-- V16's; of what is absent the second is asked all the same, of a record that nobody has.
create function sight_and_standing(wanted_type text, wanted_id text, content_address text, patient_path text, authors text[])
    returns table (policy_row jsonb, deposited boolean, session_until timestamptz, session_reason text, closed date, motive text, closed_because text, owner text, tokens text[])
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
declare
    seen_owner text;
    seen_tokens text[];
begin
    select max(s.owner), array_agg(s.token) filter (where s.token is not null) into seen_owner, seen_tokens
    from carnet.stored_sight(wanted_type, wanted_id, content_address, patient_path) s;
    return query
        select r.*, seen_owner, seen_tokens
        from (values (1)) one left join carnet.record_standing(coalesce(seen_owner, '00000000-0000-0000-0000-000000000000'), null, null, authors) r on true;
end
$$;

-- Bodies of stored resources, of one by its id and of a page by its rows, in their order (StoredBodies): one plan for all values, too.
create function stored_body(wanted_type text, wanted_id text)
    returns table (res_id bigint, res_type text, fhir_id text, res_ver bigint, res_updated timestamp, res_text text, source_uri text, request_id text)
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return query
        select r.res_id, r.res_type::text, r.fhir_id::text, v.res_ver, v.res_updated, v.res_text_vc::text, v.source_uri::text, v.request_id::text
        from public.hfj_resource r join public.hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
        where r.res_type = wanted_type and r.fhir_id = wanted_id and r.res_deleted_at is null;
end
$$;

create function stored_bodies(wanted bigint[])
    returns table (res_id bigint, res_type text, fhir_id text, res_ver bigint, res_updated timestamp, res_text text, source_uri text, request_id text)
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return query
        select r.res_id, r.res_type::text, r.fhir_id::text, v.res_ver, v.res_updated, v.res_text_vc::text, v.source_uri::text, v.request_id::text
        from unnest(wanted) with ordinality w (id, place) join public.hfj_resource r on r.res_id = w.id join public.hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
        where r.res_deleted_at is null
        order by w.place;
end
$$;
