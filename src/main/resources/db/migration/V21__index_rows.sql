-- What HAPI's index tables hold of new resources, as many as a transaction stores, in one call (IndexRows). One plan for all values: sessions plan every statement for its
-- values (connection-init-sql), and planning cost these as much as running them. Arrays of one table are of one length.
create function add_index_rows(
    t_resource bigint[], t_type text[], t_name text[], t_identity bigint[], t_hash_system bigint[], t_hash_both bigint[], t_hash_value bigint[], t_system text[], t_value text[],
    s_resource bigint[], s_type text[], s_name text[], s_identity bigint[], s_hash_exact bigint[], s_hash_norm bigint[], s_exact text[], s_norm text[],
    d_resource bigint[], d_type text[], d_name text[], d_identity bigint[], d_low timestamp[], d_high timestamp[], d_low_day integer[], d_high_day integer[],
    l_resource bigint[], l_type text[], l_type_id smallint[], l_path text[], l_target bigint[], l_target_type text[], l_target_type_id smallint[], l_url text[], l_version bigint[],
    l_updated timestamp[],
    c_resource bigint[], c_hash bigint[], c_text text[])
    returns void
    language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
    insert into public.hfj_spidx_token (sp_id, sp_missing, res_id, res_type, sp_name, hash_identity, hash_sys, hash_sys_and_value, hash_value, sp_system, sp_value)
    select nextval('public.seq_spidx_token'), false, r.*
    from unnest(t_resource, t_type, t_name, t_identity, t_hash_system, t_hash_both, t_hash_value, t_system, t_value) r;
    insert into public.hfj_spidx_string (sp_id, sp_missing, res_id, res_type, sp_name, hash_identity, hash_exact, hash_norm_prefix, sp_value_exact, sp_value_normalized)
    select nextval('public.seq_spidx_string'), false, r.*
    from unnest(s_resource, s_type, s_name, s_identity, s_hash_exact, s_hash_norm, s_exact, s_norm) r;
    insert into public.hfj_spidx_date (sp_id, sp_missing, res_id, res_type, sp_name, hash_identity, sp_value_low, sp_value_high, sp_value_low_date_ordinal, sp_value_high_date_ordinal)
    select nextval('public.seq_spidx_date'), false, r.*
    from unnest(d_resource, d_type, d_name, d_identity, d_low, d_high, d_low_day, d_high_day) r;
    insert into public.hfj_res_link (pid, src_resource_id, source_resource_type, src_res_type_id, src_path, target_resource_id, target_resource_type, target_res_type_id,
        target_resource_url, target_resource_version, sp_updated)
    select nextval('public.seq_reslink_id'), r.*
    from unnest(l_resource, l_type, l_type_id, l_path, l_target, l_target_type, l_target_type_id, l_url, l_version, l_updated) r;
    insert into public.hfj_idx_cmb_tok_nu (pid, res_id, hash_complete, idx_string)
    select nextval('public.seq_idxcmbtoknu_id'), r.* from unnest(c_resource, c_hash, c_text) r;
end
$$;
