-- Searches in one record by codes and dates (RecordSearch): from the record along its links to what carries one of the tokens, one plan for all values. No tokens,
-- no resource. An empty list of codes asks for nothing; a date is asked for where it has a name: between two bounds, from the lower on, or up to the upper,
-- in days where the question is no finer, as HAPI's own search compares them. Each condition is looked up for one resource at a time: as joins they would begin with
-- all resources of the database that meet them.
create function record_search(wanted_type text, patient_path text, patient text, acl_name bigint, acl bigint[],
    codes_1 bigint[], codes_2 bigint[], codes_3 bigint[], codes_4 bigint[],
    date_1 bigint, lower_day_1 int, upper_day_1 int, lower_at_1 timestamp, upper_at_1 timestamp,
    date_2 bigint, lower_day_2 int, upper_day_2 int, lower_at_2 timestamp, upper_at_2 timestamp,
    sort_by bigint, by_update boolean, ascending boolean, skipped int, most int)
    returns table (ids bigint[], total int)
    language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return query
    with linked as materialized (
        select distinct l.src_resource_id as id
        from public.hfj_resource p join public.hfj_res_link l on l.target_resource_id = p.res_id and l.src_path = patient_path
        where p.res_type = 'Patient' and p.fhir_id = patient
    ), found as materialized (
        select r.res_id, r.fhir_id,
            case when by_update then r.res_updated
                when sort_by is null then null
                when ascending then (select min(d.sp_value_low) from public.hfj_spidx_date d where d.res_id = r.res_id and d.hash_identity = sort_by)
                else (select max(d.sp_value_low) from public.hfj_spidx_date d where d.res_id = r.res_id and d.hash_identity = sort_by) end as key
        from linked join public.hfj_resource r on r.res_id = linked.id
        where r.res_type = wanted_type and r.res_deleted_at is null
            -- "+ 0", or the index would be asked with the whole list of tokens, sorted anew for each resource.
            and (select true from public.hfj_spidx_token t where t.res_id = r.res_id and t.hash_identity = acl_name and t.hash_sys_and_value + 0 = any (acl) limit 1)
            and (cardinality(codes_1) = 0 or (select true from public.hfj_spidx_token t
                where t.res_id = r.res_id and (t.hash_sys_and_value = any (codes_1) or t.hash_value = any (codes_1)) limit 1))
            and (cardinality(codes_2) = 0 or (select true from public.hfj_spidx_token t
                where t.res_id = r.res_id and (t.hash_sys_and_value = any (codes_2) or t.hash_value = any (codes_2)) limit 1))
            and (cardinality(codes_3) = 0 or (select true from public.hfj_spidx_token t
                where t.res_id = r.res_id and (t.hash_sys_and_value = any (codes_3) or t.hash_value = any (codes_3)) limit 1))
            and (cardinality(codes_4) = 0 or (select true from public.hfj_spidx_token t
                where t.res_id = r.res_id and (t.hash_sys_and_value = any (codes_4) or t.hash_value = any (codes_4)) limit 1))
            and (date_1 is null or (select true from public.hfj_spidx_date d where d.res_id = r.res_id and d.hash_identity = date_1
                and (lower_day_1 is null or d.sp_value_high_date_ordinal >= lower_day_1 and (upper_day_1 is null or d.sp_value_low_date_ordinal >= lower_day_1))
                and (upper_day_1 is null or d.sp_value_low_date_ordinal <= upper_day_1 and (lower_day_1 is null or d.sp_value_high_date_ordinal <= upper_day_1))
                and (lower_at_1 is null or d.sp_value_high >= lower_at_1 and (upper_at_1 is null or d.sp_value_low >= lower_at_1))
                and (upper_at_1 is null or d.sp_value_low <= upper_at_1 and (lower_at_1 is null or d.sp_value_high <= upper_at_1)) limit 1))
            and (date_2 is null or (select true from public.hfj_spidx_date d where d.res_id = r.res_id and d.hash_identity = date_2
                and (lower_day_2 is null or d.sp_value_high_date_ordinal >= lower_day_2 and (upper_day_2 is null or d.sp_value_low_date_ordinal >= lower_day_2))
                and (upper_day_2 is null or d.sp_value_low_date_ordinal <= upper_day_2 and (lower_day_2 is null or d.sp_value_high_date_ordinal <= upper_day_2))
                and (lower_at_2 is null or d.sp_value_high >= lower_at_2 and (upper_at_2 is null or d.sp_value_low >= lower_at_2))
                and (upper_at_2 is null or d.sp_value_low <= upper_at_2 and (lower_at_2 is null or d.sp_value_high <= upper_at_2)) limit 1))
    )
    select array(select f.res_id from found f
            order by case when ascending then f.key end asc nulls last, case when not ascending then f.key end desc nulls last, f.fhir_id
            limit most offset skipped),
        (select count(*)::int from found);
end
$$;
