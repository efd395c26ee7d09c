-- The trace says more (ACCESS-RULES 8), and is chained per record: a row that is changed or gone afterwards shows (ADR 0008).

alter table audit_event
    -- Whom the caller acts for: the patient that the token of a representative or an app is bound to.
    add column on_behalf_of   text,
    -- Purpose of use of an app (finalité).
    add column purpose        text,
    -- Written reason of a break-glass access.
    add column justification  text,
    -- Stored resources that the request named, shown or not: decides who may read the line, is not itself shown.
    add column concerned      text[] not null default '{}',
    add column chain          text,
    add column chain_position bigint,
    add column hash           bytea;

-- One head per chain: how long it is and how it ends, so that the loss of the last rows shows too. Appends to one chain wait for each other here.
create table audit_chain (
    chain     text primary key,
    length    bigint not null,
    last_hash bytea not null
) with (fillfactor = 50);

-- Digest of everything a row says. jsonb tells null, empty text and empty array apart and needs no separators; a column that is added later and
-- is null leaves the digests of older rows as they are. The time zone is fixed because it changes how jsonb writes an instant.
create function audit_content(entry audit_event) returns bytea language plpgsql stable set timezone = 'UTC' as $$
begin
    return sha256(convert_to(jsonb_strip_nulls(to_jsonb(entry) - '{chain_position,hash}'::text[])::text, 'UTF8'));
end
$$;

-- hash(n) = SHA-256(hash(n-1), n as 8 bytes, content(n)); nothing stands before the first. The head is locked from here to the end of the
-- transaction, so the trace must be the last thing that a transaction writes. Requests about no known record are spread over 16 chains.
-- One plan for all values is enough for these statements: planning them anew at each append would cost more than running them.
create function audit_event_chain() returns trigger language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    content bytea;
begin
    new.chain := coalesce(new.patient_id, '#' || get_byte(uuid_send(new.id), 15) % 16);
    new.chain_position := null;
    new.hash := null;
    content := carnet.audit_content(new);
    insert into carnet.audit_chain as head (chain, length, last_hash)
    values (new.chain, 1, sha256(int8send(1) || content))
    on conflict (chain) do update
        set length = head.length + 1, last_hash = sha256(head.last_hash || int8send(head.length + 1) || content)
    returning head.length, head.last_hash into new.chain_position, new.hash;
    return new;
end
$$;

-- Rows from before are chained as they stand now: whether they were changed until today, nothing can tell.
alter table audit_event disable trigger audit_event_append_only;
create trigger audit_event_chained before update on audit_event for each row execute function audit_event_chain();
do $$
declare
    entry record;
begin
    for entry in select sequence from carnet.audit_event order by sequence loop
        update carnet.audit_event set chain = '' where sequence = entry.sequence;
    end loop;
end
$$;
drop trigger audit_event_chained on audit_event;
alter table audit_event enable trigger audit_event_append_only;

alter table audit_event
    alter column concerned drop default,
    alter column chain set not null,
    alter column chain_position set not null,
    alter column hash set not null;
-- Verification reads chains in order; and no two rows ever stand in one place.
create unique index audit_event_chain_position on audit_event (chain, chain_position);
create trigger audit_event_chained before insert on audit_event for each row execute function audit_event_chain();

-- Heads are written by appends alone.
create trigger audit_chain_by_append before insert or update on audit_chain
    for each row when (pg_trigger_depth() = 0) execute function audit_event_is_append_only();
create trigger audit_chain_kept before delete or truncate on audit_chain
    for each statement execute function audit_event_is_append_only();
