-- The audit: every decision leaves an entry that seals the one before it. Applied by every migration that changes
-- something; safe to repeat. The tables are made by the migrations, what guards them stands here.

create or replace function ledger.chain() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  last record;
begin
  if coalesce(btrim(new.person), '') = '' then
    raise exception 'an act needs a person' using errcode = 'check_violation', table = 'audit', schema = 'ledger';
  end if;
  perform pg_advisory_xact_lock(1718, 1);  -- one writer at a time, until its commit
  select a.seq, a.hash into last from ledger.audit a order by a.seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.prev := coalesce(last.hash, repeat('0', 64));
  new.at := clock_timestamp();
  new.actor := session_user;
  new.hash := encode(sha256(convert_to(concat(
    length(new.prev), ':', new.prev,
    length(new.seq::text), ':', new.seq,
    length((extract(epoch from new.at) * 1000000)::bigint::text), ':', (extract(epoch from new.at) * 1000000)::bigint,
    length(new.actor), ':', new.actor,
    length(new.person), ':', new.person,
    length(new.action), ':', new.action,
    length(new.subject), ':', new.subject,
    length(new.content), ':', new.content), 'UTF8')), 'hex');
  return new;
end $$;

create or replace function ledger.only_added() returns trigger language plpgsql as $$
begin
  raise exception 'decisions and their audit are only added to' using errcode = 'integrity_constraint_violation', table = tg_table_name, schema = tg_table_schema;
end $$;

-- A row of a table of decisions becomes an entry: arguments are the action, the subject's and the person's column
create or replace function ledger.audited() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  made constant jsonb := to_jsonb(new);
begin
  insert into ledger.audit (action, subject, person, content)
  values (tg_argv[0], made ->> tg_argv[1], made ->> tg_argv[2], made::text);
  return null;
end $$;

create or replace function ledger.audited_list() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  insert into ledger.audit (action, subject, person, content)
  values (
    'list_' || new.state, new.id, coalesce(nullif(new.decided_by, ''), session_user),
    jsonb_build_object('id', new.id, 'state', new.state, 'decided_by', new.decided_by, 'decision', new.decision)::text);
  return null;
end $$;

-- What one part of an edition holds: the digest of its rows, over the columns that it had when it was published
create or replace function ledger.frozen_part(part text, named text[], shown text) returns text language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  added constant text[] := array(
    select attname::text from pg_attribute
    where attrelid = ('ledger.' || quote_ident(part))::regclass and attnum > 0 and not attisdropped and attname <> all (named));
  found text;
begin
  execute format(
    'select encode(sha256(convert_to(coalesce(string_agg(line, chr(10) order by line), ''''), ''UTF8'')), ''hex'') from ('
    '  select (to_jsonb(r) - $1)::text collate "C" as line from ledger.%I r where r.edition = $2) s', part)
  into found using added, shown;
  return found;
end $$;

create or replace function ledger.record_edition(shown ledger.edition) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  part text;
  named text[];
  held jsonb := '{}';
begin
  for part in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'edition'
    where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'
      and (c.relname like 'edition\_%' or c.relname = 'attestation')
    order by c.relname
  loop
    select array_agg(attname::text order by attnum) into named from pg_attribute
    where attrelid = ('ledger.' || quote_ident(part))::regclass and attnum > 0 and not attisdropped;
    held := held || jsonb_build_object(
      part, jsonb_build_object('columns', named, 'digest', ledger.frozen_part(part, named, shown.id)));
  end loop;
  insert into ledger.audit (action, subject, person, content)
  values (
    case when shown.number > 1 then 'correction' else 'publication' end, shown.id, session_user,
    jsonb_build_object('row', to_jsonb(shown), 'frozen', held)::text);
end $$;

create or replace function ledger.audited_edition() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.record_edition(new);
  return null;
end $$;

-- The one entry that the program itself may write: which line of the anchors' file holds the head
create or replace function ledger.anchored(line bigint, digest text) returns void language sql security definer
set search_path = pg_catalog, pg_temp as $$
  insert into ledger.audit (action, subject, person, content) values ('anchored', line::text, session_user, digest)
$$;

-- Keep two writers from numbering an alert's events at once; an analyst may not update alerts and yet must wait
create or replace function ledger.lock_alerts(keys text[]) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform from ledger.alert where id = any (keys) order by id for update;
end $$;

-- A person's own login acts in its own name, and tells of decisions alone
create or replace function ledger.in_own_name() returns trigger language plpgsql as $$
declare
  made constant jsonb := to_jsonb(new);
begin
  if not (select rolsuper from pg_catalog.pg_roles where rolname = session_user)
     and (pg_has_role(session_user, 'watch1718_analyst', 'member') or pg_has_role(session_user, 'watch1718_approver', 'member'))
     and not coalesce(
       case when tg_table_name = 'alert_event'
         then made ->> 'kind' not in ('opened', 'climbed', 'corroborated', 'contradicted', 'weakened', 'reopened')
         else session_user = any (string_to_array(coalesce(made ->> 'person', made ->> 'actor', made ->> 'decided_by'), ' and '))
       end, false)
  then
    raise exception 'login % acts in its own name and about decisions alone', session_user using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create or replace trigger own_name before insert on ledger.disposition for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.alert_note for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.exclusion for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.exclusion_lift for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.approval for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.adoption for each row execute function ledger.in_own_name();
create or replace trigger own_name before insert on ledger.alert_event for each row execute function ledger.in_own_name();
create or replace trigger own_name before update on ledger.list_version for each row
  when (old.decision is distinct from new.decision) execute function ledger.in_own_name();
create or replace trigger chain before insert on ledger.audit for each row execute function ledger.chain();
create or replace trigger kept before update or delete on ledger.audit for each row execute function ledger.only_added();
create or replace trigger kept_whole before truncate on ledger.audit for each statement execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.disposition for each row execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.approval for each row execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.alert_note for each row execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.exclusion for each row execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.exclusion_lift for each row execute function ledger.only_added();
create or replace trigger audited after insert or update on ledger.exclusion
  for each row execute function ledger.audited('exclusion', 'id', 'actor');
create or replace trigger audited after insert or update on ledger.exclusion_lift
  for each row execute function ledger.audited('exclusion_lift', 'exclusion', 'actor');
create or replace trigger kept before update or delete on ledger.purge for each row execute function ledger.only_added();
create or replace trigger kept before update or delete on ledger.purged_body for each row execute function ledger.only_added();
create or replace trigger audited after insert or update on ledger.purge
  for each row execute function ledger.audited('purge', 'id', 'actor');
create or replace trigger kept before update or delete on ledger.redirect for each row execute function ledger.only_added();
create or replace trigger own_name before insert on ledger.redirect for each row execute function ledger.in_own_name();
create or replace trigger audited after insert or update on ledger.redirect
  for each row execute function ledger.audited('redirect', 'id', 'actor');
create or replace trigger kept before update or delete on ledger.redirect_undo for each row execute function ledger.only_added();
create or replace trigger own_name before insert on ledger.redirect_undo for each row execute function ledger.in_own_name();
create or replace trigger audited after insert or update on ledger.redirect_undo
  for each row execute function ledger.audited('redirect_undo', 'redirect', 'actor');
create or replace trigger audited after insert or update on ledger.alert_note
  for each row execute function ledger.audited('alert_note', 'id', 'actor');
create or replace trigger kept before update or delete on ledger.quarantine_decision for each row execute function ledger.only_added();
create or replace trigger own_name before insert on ledger.quarantine_decision for each row execute function ledger.in_own_name();
create or replace trigger audited after insert or update on ledger.quarantine_decision
  for each row execute function ledger.audited('quarantine_decision', 'quarantine', 'actor');
create or replace trigger audited after insert or update on ledger.disposition
  for each row execute function ledger.audited('disposition', 'id', 'actor');
create or replace trigger audited after insert or update on ledger.approval
  for each row execute function ledger.audited('approval', 'subject', 'person');
create or replace trigger audited after insert or update on ledger.adoption
  for each row execute function ledger.audited('adoption', 'reader_version', 'actor');
create or replace trigger audited after insert on ledger.list_version for each row execute function ledger.audited_list();
create or replace trigger audited_change after update on ledger.list_version for each row
  when (old.state is distinct from new.state or old.decision is distinct from new.decision)
  execute function ledger.audited_list();
create or replace trigger audited after insert on ledger.edition for each row
  when (new.state = 'published') execute function ledger.audited_edition();
create or replace trigger audited_change after update on ledger.edition for each row
  when (old.state is distinct from new.state and new.state = 'published') execute function ledger.audited_edition();

do $$
declare
  found record;
begin
  for found in
    select t.tgrelid::regclass as relation, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'ledger'::regnamespace and t.tgenabled <> 'A'
      and (t.tgname in ('audited', 'audited_change') or c.relname = 'audit') and not t.tgisinternal
  loop
    execute format('alter table %s enable always trigger %I', found.relation, found.tgname);
  end loop;
end $$;

-- The audit belongs to a role that nobody can log in as
grant usage, create on schema ledger to watch1718_owner;
do $$
declare
  found regprocedure;
begin
  if (select relowner <> 'watch1718_owner'::regrole from pg_class where oid = 'ledger.audit'::regclass) then
    alter table ledger.audit owner to watch1718_owner;
  end if;
  for found in
    select oid from pg_proc where pronamespace = 'ledger'::regnamespace and proowner <> 'watch1718_owner'::regrole
      and proname in ('chain', 'only_added', 'audited', 'audited_list', 'frozen_part', 'record_edition', 'audited_edition', 'anchored', 'lock_alerts')
  loop
    execute format('alter function %s owner to watch1718_owner', found);
    execute format('revoke execute on function %s from public', found);
  end loop;
end $$;

grant execute on function ledger.anchored(bigint, text) to watch1718_pipeline;
grant execute on function ledger.frozen_part(text, text[], text), ledger.lock_alerts(text[])
to watch1718_pipeline, watch1718_analyst, watch1718_approver;

-- What was decided before there was an audit is its beginning
set local timezone = 'UTC';
do $$
begin
  if not exists (select from ledger.audit) then
    insert into ledger.audit (action, subject, person, content)
    select 'disposition', id, actor, to_jsonb(d)::text from ledger.disposition d order by at, id;
    insert into ledger.audit (action, subject, person, content)
    select 'adoption', reader_version, actor, to_jsonb(a)::text from ledger.adoption a order by at, reader_version;
    perform ledger.record_edition(e) from ledger.edition e where state = 'published' order by built_at, id;
  end if;
end $$;
